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
    TIMESTAMPED_WINDOW,
    SESSION,
    SESSION_WITH_HEADERS,
    TIMESTAMPED_KEY_VALUE_WITH_HEADERS,
    TIMESTAMPED_WINDOW_WITH_HEADERS,
    /** Keeps former values; its {@link WindowSpec} has the history's retention. */
    VERSIONED,
    /** Values of a left or outer stream-stream join that have not met a partner yet. */
    OUTER_JOIN_BUFFER,
    /** Updates that {@code suppress} holds back. */
    SUPPRESS_BUFFER,
    /** Stream records that wait for the grace period of a stream-table join to pass. */
    GRACE_BUFFER;

    /** Whether it is a time-ordered buffer that only the operator it belongs to can see. */
    public boolean buffer() {
      return this == OUTER_JOIN_BUFFER || this == SUPPRESS_BUFFER || this == GRACE_BUFFER;
    }

    /** Whether rows are found by key and window start. */
    public boolean windowed() {
      return this == WINDOW
          || this == TIMESTAMPED_WINDOW
          || this == TIMESTAMPED_WINDOW_WITH_HEADERS;
    }

    /** Whether rows are found by key, start and end. */
    public boolean sessions() {
      return this == SESSION || this == SESSION_WITH_HEADERS;
    }

    /** Whether each row carries the timestamp of its latest update. */
    public boolean timestamped() {
      return this == TIMESTAMPED_KEY_VALUE
          || this == TIMESTAMPED_WINDOW
          || this == TIMESTAMPED_KEY_VALUE_WITH_HEADERS
          || this == TIMESTAMPED_WINDOW_WITH_HEADERS;
    }

    /** Whether each row carries the headers of its latest update. */
    public boolean withHeaders() {
      return this == TIMESTAMPED_KEY_VALUE_WITH_HEADERS
          || this == TIMESTAMPED_WINDOW_WITH_HEADERS
          || this == SESSION_WITH_HEADERS;
    }

    /** The kind that offers the same and headers. */
    public Kind headed() {
      return switch (this) {
        case TIMESTAMPED_KEY_VALUE -> TIMESTAMPED_KEY_VALUE_WITH_HEADERS;
        case TIMESTAMPED_WINDOW -> TIMESTAMPED_WINDOW_WITH_HEADERS;
        case SESSION -> SESSION_WITH_HEADERS;
        default -> this;
      };
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
   * @param headers whether a store of a kind with headers has headers to tell; all of its rows have
   *     none otherwise
   * @param immutableValues whether the user says that nobody changes a value once it is made, so
   *     that objects may be kept instead of bytes
   * @param timeToLiveMs after how many milliseconds of stream time without an update a row is
   *     removed; 0 for never
   */
  public record Options(
      boolean caching,
      boolean logging,
      Map<String, String> changelogConfig,
      boolean timestamps,
      boolean headers,
      boolean immutableValues,
      long timeToLiveMs) {

    /** Options of a store that keeps the timestamps its kind promises. */
    public Options(boolean caching, boolean logging, Map<String, String> changelogConfig) {
      this(caching, logging, changelogConfig, true, true, false, 0);
    }

    /** The same with caching on or off. */
    public Options withCaching(boolean on) {
      return new Options(
          on, logging, changelogConfig, timestamps, headers, immutableValues, timeToLiveMs);
    }

    /** The same with logging on or off. */
    public Options withLogging(boolean on, Map<String, String> topicConfig) {
      return new Options(
          caching, on, topicConfig, timestamps, headers, immutableValues, timeToLiveMs);
    }

    /** The same with or without timestamps. */
    public Options withTimestamps(boolean kept) {
      return new Options(
          caching, logging, changelogConfig, kept, headers, immutableValues, timeToLiveMs);
    }

    /** The same with or without headers. */
    public Options withHeaders(boolean kept) {
      return new Options(
          caching, logging, changelogConfig, timestamps, kept, immutableValues, timeToLiveMs);
    }

    /** The same with values that are known to be immutable or not. */
    public Options withImmutableValues(boolean immutable) {
      return new Options(
          caching, logging, changelogConfig, timestamps, headers, immutable, timeToLiveMs);
    }

    /** The same with rows that live for that time without an update; 0 for ever. */
    public Options withTimeToLive(long millis) {
      return new Options(
          caching, logging, changelogConfig, timestamps, headers, immutableValues, millis);
    }

    public Options {
      changelogConfig = Map.copyOf(changelogConfig);
    }
  }

  /**
   * Sizes of a window or session store, all in milliseconds.
   *
   * @param retentionMs how long rows are kept behind stream time
   * @param windowSizeMs the window's length, 0 for sessions
   * @param segmentIntervalMs the width of the buckets in which rows expire
   * @param retainDuplicates whether several rows may share key and start
   * @param changelogRetentionMs how long the changelog keeps rows; with a supplier of the user's in
   *     a windowed aggregation that follows from the aggregation, not from the supplier
   * @param timeFirst whether Kafka Streams keeps the rows in order of time, on disk: results that
   *     are passed on when their windows close come in that order then, else in the store's own
   */
  public record WindowSpec(
      long retentionMs,
      long windowSizeMs,
      long segmentIntervalMs,
      boolean retainDuplicates,
      long changelogRetentionMs,
      boolean timeFirst) {

    /** Sizes of a store whose changelog keeps what the store keeps. */
    public WindowSpec(
        long retentionMs, long windowSizeMs, long segmentIntervalMs, boolean retainDuplicates) {
      this(retentionMs, windowSizeMs, segmentIntervalMs, retainDuplicates, retentionMs, false);
    }

    /** The same store on a changelog that keeps rows for another time. */
    public WindowSpec withChangelogRetention(long milliseconds) {
      return new WindowSpec(
          retentionMs, windowSizeMs, segmentIntervalMs, retainDuplicates, milliseconds, timeFirst);
    }

    /** The same store in order of time. */
    public WindowSpec inTimeOrder() {
      return new WindowSpec(
          retentionMs,
          windowSizeMs,
          segmentIntervalMs,
          retainDuplicates,
          changelogRetentionMs,
          true);
    }
  }

  /** The same store offering something else. */
  public StoreSpec withKind(Kind other) {
    return new StoreSpec(name, other, engine, supplier, keySerde, valueSerde, options, window);
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
