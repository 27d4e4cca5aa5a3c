package io.thalweg.streams.plan;

import io.thalweg.streams.state.StoreSupplier;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Everything needed to assemble one state store. A null serde means the configuration's default.
 * {@code supplier} is set when the user brought an own {@link StoreSupplier}; {@code engine} is
 * then ignored.
 */
public record StoreSpec(
    String name,
    Kind kind,
    Engine engine,
    @Nullable StoreSupplier<?> supplier,
    @Nullable Serde<?> keySerde,
    @Nullable Serde<?> valueSerde,
    Options options,
    @Nullable WindowSpec window) {

  /** Whether rows are kept with a timestamp. */
  public boolean timestamped() {
    return kind.timestamped() && options.timestamps();
  }

  /** Whether its task needs a directory: the user's own may keep something there. */
  public boolean needsDirectory() {
    return engine == Engine.ROCKSDB || supplier != null;
  }

  /** What the store offers to operators and queries. */
  public enum Kind {
    KEY_VALUE,
    TIMESTAMPED_KEY_VALUE,
    WINDOW,
    TIMESTAMPED_WINDOW;

    /** Whether rows are found by key and window start. */
    public boolean windowed() {
      return this == WINDOW || this == TIMESTAMPED_WINDOW;
    }

    /** Whether each row carries the timestamp of its latest update. */
    public boolean timestamped() {
      return this == TIMESTAMPED_KEY_VALUE || this == TIMESTAMPED_WINDOW;
    }
  }

  /** Where rows live. */
  public enum Engine {
    ROCKSDB,
    IN_MEMORY
  }

  /**
   * Switches of a store.
   *
   * @param caching whether updates are held back and emitted once per key at flush
   * @param logging whether the store is backed by a changelog topic
   * @param changelogConfig topic configs the user asked for, over the defaults
   * @param timestamps whether a store of a timestamped kind has timestamps to tell; all of its rows
   *     say -1 otherwise
   */
  public record Options(
      boolean caching, boolean logging, Map<String, String> changelogConfig, boolean timestamps) {

    /** Options of a store that keeps the timestamps its kind promises. */
    public Options(boolean caching, boolean logging, Map<String, String> changelogConfig) {
      this(caching, logging, changelogConfig, true);
    }

    /** The same with or without timestamps. */
    public Options withTimestamps(boolean kept) {
      return new Options(caching, logging, changelogConfig, kept);
    }

    public Options {
      changelogConfig = Map.copyOf(changelogConfig);
    }
  }

  /**
   * Sizes of a window store, all in milliseconds.
   *
   * @param retentionMs how long rows are kept behind stream time
   * @param windowSizeMs the window's length
   * @param segmentIntervalMs the width of the buckets in which rows expire
   * @param retainDuplicates whether several rows may share key and start
   * @param changelogRetentionMs how long the changelog keeps rows; with a supplier of the user's in
   *     a windowed aggregation that follows from the aggregation, not from the supplier
   */
  public record WindowSpec(
      long retentionMs,
      long windowSizeMs,
      long segmentIntervalMs,
      boolean retainDuplicates,
      long changelogRetentionMs) {

    /** Sizes of a store whose changelog keeps what the store keeps. */
    public WindowSpec(
        long retentionMs, long windowSizeMs, long segmentIntervalMs, boolean retainDuplicates) {
      this(retentionMs, windowSizeMs, segmentIntervalMs, retainDuplicates, retentionMs);
    }

    /** The same store on a changelog that keeps rows for another time. */
    public WindowSpec withChangelogRetention(long milliseconds) {
      return new WindowSpec(
          retentionMs, windowSizeMs, segmentIntervalMs, retainDuplicates, milliseconds);
    }
  }

  /** The same store with other options. */
  public StoreSpec withOptions(Options other) {
    return new StoreSpec(name, kind, engine, supplier, keySerde, valueSerde, other, window);
  }

  /** The same store with defaults filled in for serdes that are null. */
  public StoreSpec withSerdes(Serde<?> key, Serde<?> value) {
    return new StoreSpec(name, kind, engine, supplier, key, value, options, window);
  }
}
