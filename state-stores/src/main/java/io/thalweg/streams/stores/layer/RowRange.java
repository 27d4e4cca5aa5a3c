package io.thalweg.streams.stores.layer;

/** Which rows a scan is about, and how to find them. Used by one scan. */
public sealed interface RowRange permits KeyRange, KeyRange.Sequence, WindowRange {
  boolean forward();

  /** Chooses among the uncommitted rows; may let others pass. */
  Filter filter();

  /** Puts the cursor where the range may begin. */
  void begin(MergedCursor<?> rows);

  /**
   * Moves the cursor on to the next row of the range, unless it stands on one; false at the end.
   */
  boolean settle(MergedCursor<?> rows);

  /** Chooses rows by what never changes in them. */
  @FunctionalInterface
  interface Filter {
    boolean test(byte[] engineKey, long start);
  }
}
