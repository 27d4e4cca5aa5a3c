package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.ByteCursor;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks uncommitted rows and the engine's rows as one, in key order or against it; where both have
 * a key, the uncommitted row counts. One thread at a time.
 */
public final class MergedCursor<V> implements AutoCloseable {
  private final WriteBuffer<?, V> buffer;
  private final List<FrozenRow<V>> fresh;
  private final ByteCursor engine;
  private final boolean forward;
  private int index;
  private byte @Nullable [] engineKey; // where the engine's cursor stands
  private @Nullable FrozenRow<V> current;

  MergedCursor(
      WriteBuffer<?, V> buffer, List<FrozenRow<V>> fresh, ByteCursor engine, boolean forward) {
    this.buffer = buffer;
    this.fresh = fresh;
    this.engine = engine;
    this.forward = forward;
    fresh.sort((a, b) -> forward ? compare(a.key, b.key) : compare(b.key, a.key));
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
    index = 0;
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
    index = firstFresh(key);
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
      FrozenRow<V> next = index < fresh.size() ? fresh.get(index) : null;
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
      index++;
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

  private int firstFresh(byte[] key) {
    int low = 0;
    int high = fresh.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compare(fresh.get(middle).key, key);
      if (forward ? order < 0 : order > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }
}
