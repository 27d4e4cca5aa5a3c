package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys of a key-value store, from one inclusive to one exclusive; null is open. */
public final class KeyRange implements RowRange {
  private final byte @Nullable [] from;
  private final byte @Nullable [] to;
  private final boolean forward;

  private KeyRange(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
    this.from = from;
    this.to = to;
    this.forward = forward;
  }

  @Override
  public boolean forward() {
    return forward;
  }

  /** From {@code from} to {@code to}, both inclusive, null for open. */
  public static KeyRange between(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
    if (from != null && to != null && Arrays.compareUnsigned(from, to) > 0) {
      return new KeyRange(from, from, forward); // nothing
    }
    return new KeyRange(from, to == null ? null : Keys.successor(to), forward);
  }

  /** All keys that start with {@code prefix}. */
  public static KeyRange startingWith(byte[] prefix) {
    return new KeyRange(prefix, Keys.afterPrefix(prefix), true);
  }

  @Override
  public RowFilter filter() {
    return (key, start) -> contains(key);
  }

  @Override
  public void begin(MergedCursor<?> rows) {
    byte[] edge = forward ? from : to;
    if (edge == null) {
      rows.seekToEdge();
    } else {
      rows.seek(edge);
      if (!forward && rows.isValid() && Arrays.equals(rows.key(), edge)) {
        rows.advance(); // the upper bound is exclusive
      }
    }
  }

  @Override
  public boolean settle(MergedCursor<?> rows) {
    return rows.isValid() && contains(rows.key());
  }

  private boolean contains(byte[] key) {
    return (from == null || Arrays.compareUnsigned(key, from) >= 0)
        && (to == null || Arrays.compareUnsigned(key, to) < 0);
  }
}
