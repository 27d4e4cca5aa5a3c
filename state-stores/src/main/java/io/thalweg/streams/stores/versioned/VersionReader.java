package io.thalweg.streams.stores.versioned;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.stores.layer.KeyRange;
import io.thalweg.streams.stores.layer.RowIterator;
import io.thalweg.streams.stores.layer.RowRange;
import io.thalweg.streams.stores.layer.StoreReader;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads versions, for the owner or for another thread. A point read goes from the newest version
 * back along the chain, and looks at rows in order only if that takes long: most reads are about
 * what is new. Whatever the owner does meanwhile, each row that a reader comes by leads to the one
 * before.
 */
public final class VersionReader {
  private static final int STEPS = 8;

  private final StoreReader<byte[], byte[]> rows;
  private final VersionKeys keys;
  private final LongSupplier observed;

  /**
   * A reader of rows that are laid out as {@code keys} says.
   *
   * @param observed the greatest time put, as far as this thread has to know
   */
  public VersionReader(StoreReader<byte[], byte[]> rows, VersionKeys keys, LongSupplier observed) {
    this.rows = rows;
    this.keys = keys;
    this.observed = observed;
  }

  /** What is known about a time: the row valid then, if any, and where the next version begins. */
  static final class Place {
    final byte @Nullable [] row;
    final long to;

    Place(byte @Nullable [] row, long to) {
      this.row = row;
      this.to = to;
    }
  }

  /** The newest version; null if the key has no value. */
  public @Nullable Version newest(byte[] key) {
    byte[] row = rows.read(keys.newest(key), 0).rawValue();
    return row == null ? null : Version.of(row, Version.OPEN);
  }

  /**
   * The version valid at a time; null if there was no value then, or history does not go back as
   * far.
   */
  public @Nullable Version at(byte[] key, long time) {
    byte[] newest = rows.read(keys.newest(key), 0).rawValue();
    if (newest == null) {
      return null;
    }
    if (Version.from(newest) <= time) {
      return Version.of(newest, Version.OPEN);
    }
    if (time < keys.horizon(observed.getAsLong())) {
      return null;
    }
    Place place = find(key, time, Version.from(newest));
    return place.row == null ? null : Version.of(place.row, place.to);
  }

  /**
   * The versions, in order, that are valid at some time from {@code from} to {@code to}, both
   * inclusive, as far back as history goes. As of now for threads other than the owner.
   */
  public Versions versions(byte[] key, long from, long to, boolean forward) {
    RowRange range =
        new KeyRange.Sequence(
            () -> ranges(key, from, forward), row -> VersionKeys.isVersion(row, key), forward);
    return new Versions(rowsOf(range), from, to, forward);
  }

  /** Called when the rows to see are fixed: none of them ends after the time observed now. */
  private List<KeyRange> ranges(byte[] key, long from, boolean forward) {
    long now = observed.getAsLong();
    long first = Math.max(from, keys.horizon(now));
    byte[] newest = keys.newest(key);
    List<KeyRange> ranges = keys.formerRanges(key, first, now, forward);
    ranges.add(KeyRange.between(newest, newest, forward));
    if (!forward) {
      Collections.reverse(ranges);
    }
    return ranges;
  }

  /** The place of a time before {@code end}, where a version begins. */
  Place find(byte[] key, long time, long end) {
    long to = end;
    for (int step = 0; step < STEPS; step++) {
      byte[] row = rows.read(keys.former(key, to), 0).rawValue();
      if (row == null || Version.from(row) <= time) {
        return new Place(row, to);
      }
      to = Version.from(row);
    }
    return scan(key, time, to);
  }

  private Place scan(byte[] key, long time, long end) {
    RowRange range =
        new KeyRange.Sequence(
            () -> keys.formerRanges(key, time + 1, end, true),
            row -> VersionKeys.isVersion(row, key),
            true);
    try (RowIterator<byte[], byte[], byte[]> found = rowsOf(range)) {
      if (!found.hasNext()) {
        return new Place(null, end);
      }
      KeyValue<byte[], byte[]> first = found.next();
      long from = Version.from(first.value);
      return from <= time
          ? new Place(first.value, VersionKeys.validTo(first.key))
          : new Place(null, from);
    }
  }

  private RowIterator<byte[], byte[], byte[]> rowsOf(RowRange range) {
    return new RowIterator<>(rows, range, key -> key, (row, timestamp) -> row);
  }
}
