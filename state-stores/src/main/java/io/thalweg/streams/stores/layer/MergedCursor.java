package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.ByteCursor;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks uncommitted rows and the engine's rows as one, in key order or against it; where both have
 * a key, the uncommitted row counts. One thread at a time.
 */
public final class MergedCursor<V> implements AutoCloseable {
  private final WriteBuffer<?, V> buffer;
  private final FreshRows<V> fresh;
  private final ByteCursor engine;
  private final boolean forward;
  private byte @Nullable [] engineKey; // where the engine's cursor stands
  private @Nullable FrozenRow<V> current;

  MergedCursor(WriteBuffer<?, V> buffer, FreshRows<V> fresh, ByteCursor engine, boolean forward) {
    this.buffer = buffer;
    this.fresh = fresh;
    this.engine = engine;
    this.forward = forward;
  }

  boolean forward() {
    return forward;
  }

  /** To the first row in this direction. */
  void seekToEdge() {
    if (forward) {
      engine.seekToFirst();
    } else {
      engine.seekToLast();
    }
    fresh.seekToEdge();
    look();
    settle();
  }

  /** To the first row in this direction at or beyond {@code key}. */
  void seek(byte[] key) {
    if (forward) {
      engine.seek(key);
    } else {
      engine.seekForPrev(key);
    }
    fresh.seek(key);
    look();
    settle();
  }

  boolean isValid() {
    return current != null;
  }

  /** To the next row in this direction. */
  void advance() {
    settle();
  }

  byte[] key() {
    return row().key;
  }

  FrozenRow<V> row() {
    if (current == null) {
      throw new NoSuchElementException();
    }
    return current;
  }

  @Override
  public void close() {
    current = null;
    engine.close();
  }

  /** Takes the nearer of the two next rows; tombstones hide rows and are passed over. */
  private void settle() {
    while (true) {
      FrozenRow<V> next = fresh.current();
      byte[] other = engineKey;
      if (next == null && other == null) {
        current = null;
        return;
      }
      int order = next == null ? 1 : other == null ? -1 : compare(next.key, other);
      if (!forward && next != null && other != null) {
        order = -order;
      }
      if (order > 0) {
        current = committed(other);
        step();
        return;
      }
      fresh.advance();
      if (order == 0) {
        step();
      }
      if (next != null && next.present()) {
        current = next;
        return;
      }
    }
  }

  private FrozenRow<V> committed(byte @Nullable [] key) {
    if (key == null) {
      throw new NoSuchElementException();
    }
    byte[] stored = engine.value();
    return new FrozenRow<>(
        key, null, buffer.plain(stored), buffer.timestampOf(stored), buffer.values());
  }

  private void step() {
    if (forward) {
      engine.next();
    } else {
      engine.prev();
    }
    look();
  }

  private void look() {
    engineKey = engine.isValid() ? engine.key() : null;
  }

  private static int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }
}
