package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
  public Filter filter() {
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

  /** Several ranges one after the other, in the scan's direction. */
  public static final class Sequence implements RowRange {
    private final Supplier<List<KeyRange>> ranges;
    private final Predicate<byte[]> keys;
    private final boolean forward;
    private List<KeyRange> all = List.of();
    private int at;

    /**
     * A sequence.
     *
     * @param ranges asked for when the rows that the scan will see are fixed
     * @param keys chooses among the keys of uncommitted rows; may let others pass
     */
    public Sequence(Supplier<List<KeyRange>> ranges, Predicate<byte[]> keys, boolean forward) {
      this.ranges = ranges;
      this.keys = keys;
      this.forward = forward;
    }

    @Override
    public boolean forward() {
      return forward;
    }

    @Override
    public Filter filter() {
      return (key, start) -> keys.test(key);
    }

    @Override
    public void begin(MergedCursor<?> rows) {
      all = ranges.get();
      at = 0;
      if (!all.isEmpty()) {
        all.get(0).begin(rows);
      }
    }

    @Override
    public boolean settle(MergedCursor<?> rows) {
      while (at < all.size()) {
        if (all.get(at).settle(rows)) {
          return true;
        }
        at++;
        if (at < all.size()) {
          all.get(at).begin(rows);
        }
      }
      return false;
    }
  }

  private boolean contains(byte[] key) {
    return (from == null || Arrays.compareUnsigned(key, from) >= 0)
        && (to == null || Arrays.compareUnsigned(key, to) < 0);
  }
}
