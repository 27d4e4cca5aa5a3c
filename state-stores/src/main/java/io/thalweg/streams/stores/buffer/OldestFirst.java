package io.thalweg.streams.stores.buffer;

import io.thalweg.streams.stores.form.Beside;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order of a buffer's rows, the oldest first: keys that begin with a time. It holds the least
 * keys in memory, as many as there is room for, and asks for more when they have gone, so that
 * neither a look at the oldest row nor taking it costs a read of the engine. What it holds counts
 * to the budget of the rows. Owner thread only.
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
  private final Beside beside;
  private final NavigableSet<byte[]> head = emptySet();
  private byte @Nullable [] horizon; // all keys up to here are in the head; null: none known
  private boolean complete; // all keys are in the head
  private int keyLength = 64; // of the key seen last

  OldestFirst(Source source, int limit, Beside beside) {
    this.source = source;
    this.limit = limit;
    this.beside = beside;
  }

  /** How many keys may be collected now. */
  int room() {
    return beside.most(limit, Beside.SET_ENTRY + keyLength);
  }

  static NavigableSet<byte[]> emptySet() {
    return new TreeSet<>(Arrays::compareUnsigned);
  }

  /** Starts anew with these, the least {@code asked} keys there are, or all if they are fewer. */
  void reset(NavigableSet<byte[]> least, int asked) {
    head.forEach(key -> weigh(key, -1));
    head.clear();
    horizon = null;
    take(least, asked);
  }

  /** Whether the head would have the key if it were in the buffer. */
  boolean covers(byte[] key) {
    return complete || (horizon != null && Arrays.compareUnsigned(key, horizon) <= 0);
  }

  boolean has(byte[] key) {
    return head.contains(key);
  }

  void add(byte[] key) {
    keyLength = key.length;
    if (covers(key)) {
      if (head.add(key)) {
        weigh(key, 1);
      }
      if (head.size() > 2 * limit) {
        trim(limit);
      } else if (head.size() > 2 * Beside.LEAST && beside.isCrowded()) {
        trim(head.size() / 2);
      }
    }
  }

  void remove(byte[] key) {
    if (head.remove(key)) {
      weigh(key, -1);
    }
  }

  /** The least key, null if there is none. */
  byte @Nullable [] first() {
    if (head.isEmpty() && !complete) {
      int asked = room();
      take(source.next(horizon, asked), asked);
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

  private void take(NavigableSet<byte[]> found, int asked) {
    complete = found.size() < asked;
    if (!complete) {
      horizon = found.last();
    }
    head.addAll(found);
    found.forEach(key -> weigh(key, 1));
  }

  private void trim(int left) {
    while (head.size() > left) {
      byte[] last = head.last();
      head.remove(last);
      weigh(last, -1);
    }
    horizon = head.last();
    complete = false;
  }

  private void weigh(byte[] key, int sign) {
    beside.keeps(sign * (long) (Beside.SET_ENTRY + key.length));
  }
}
