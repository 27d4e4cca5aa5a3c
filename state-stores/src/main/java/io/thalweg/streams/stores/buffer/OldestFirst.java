package io.thalweg.streams.stores.buffer;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order of a buffer's rows, the oldest first: keys that begin with a time. It holds the least
 * keys in memory, as many as there is room for, and asks for more when they have gone, so that
 * neither a look at the oldest row nor taking it costs a read of the engine. Owner thread only.
 */
final class OldestFirst {
  /** Finds rows again that there was no room for. */
  @FunctionalInterface
  interface Source {
    /** The {@code limit} least keys beyond {@code after}, or all if there are fewer. */
    NavigableSet<byte[]> next(byte @Nullable [] after, int limit);
  }

  private final Source source;
  private final int limit;
  private final NavigableSet<byte[]> head = emptySet();
  private byte @Nullable [] horizon; // all keys up to here are in the head; null: none known
  private boolean complete; // all keys are in the head

  OldestFirst(Source source, int limit) {
    this.source = source;
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  static NavigableSet<byte[]> emptySet() {
    return new TreeSet<>(Arrays::compareUnsigned);
  }

  /** Starts anew with these, the least keys there are. */
  void reset(NavigableSet<byte[]> least) {
    head.clear();
    horizon = null;
    take(least);
  }

  /** Whether the head would have the key if it were in the buffer. */
  boolean covers(byte[] key) {
    return complete || (horizon != null && Arrays.compareUnsigned(key, horizon) <= 0);
  }

  boolean has(byte[] key) {
    return head.contains(key);
  }

  void add(byte[] key) {
    if (covers(key)) {
      head.add(key);
      if (head.size() > 2 * limit) {
        trim();
      }
    }
  }

  void remove(byte[] key) {
    head.remove(key);
  }

  /** The least key, null if there is none. */
  byte @Nullable [] first() {
    if (head.isEmpty() && !complete) {
      take(source.next(horizon, limit));
    }
    return head.isEmpty() ? null : head.first();
  }

  /** The greatest key in memory, null if there is none. */
  byte @Nullable [] last() {
    return head.isEmpty() ? null : head.last();
  }

  /** The least key in memory beyond {@code key}, null if there is none. */
  byte @Nullable [] after(byte[] key) {
    return head.higher(key);
  }

  private void take(NavigableSet<byte[]> found) {
    complete = found.size() < limit;
    if (!complete) {
      horizon = found.last();
    }
    head.addAll(found);
  }

  private void trim() {
    while (head.size() > limit) {
      head.pollLast();
    }
    horizon = head.last();
    complete = false;
  }
}
