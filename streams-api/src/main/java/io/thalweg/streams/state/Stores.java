package io.thalweg.streams.state;

import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.spi.HeadersKeyValueEngineSupplier;
import io.thalweg.streams.spi.HeadersSessionEngineSupplier;
import io.thalweg.streams.spi.HeadersWindowEngineSupplier;
import io.thalweg.streams.spi.KeyValueEngineSupplier;
import io.thalweg.streams.spi.LruSupplier;
import io.thalweg.streams.spi.SessionEngineSupplier;
import io.thalweg.streams.spi.SpecStoreBuilder;
import io.thalweg.streams.spi.VersionedEngineSupplier;
import io.thalweg.streams.spi.WindowEngineSupplier;
import io.thalweg.streams.support.TimeArgs;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Makes suppliers and builders of the built-in stores. */
public final class Stores {
  private static final long LEAST_SEGMENT_INTERVAL_MS = 60_000L;

  /** Has nothing to offer but static methods. */
  public Stores() {}

  /**
   * A key-value store on disk.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public static KeyValueBytesStoreSupplier persistentKeyValueStore(String name) {
    return keyValue(name, StoreSpec.Engine.ROCKSDB, false);
  }

  /**
   * A key-value store on disk that keeps a timestamp with each value.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public static KeyValueBytesStoreSupplier persistentTimestampedKeyValueStore(String name) {
    return keyValue(name, StoreSpec.Engine.ROCKSDB, true);
  }

  /**
   * A key-value store on disk that keeps a timestamp and headers with each value.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public static KeyValueBytesStoreSupplier persistentTimestampedKeyValueStoreWithHeaders(
      String name) {
    return new HeadersKeyValueEngineSupplier(Objects.requireNonNull(name, "name must not be null"));
  }

  /**
   * A key-value store in memory.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public static KeyValueBytesStoreSupplier inMemoryKeyValueStore(String name) {
    return keyValue(name, StoreSpec.Engine.IN_MEMORY, false);
  }

  /**
   * A key-value store in memory that keeps a bounded number of entries: the one not used for
   * longest has to go. The changelog learns of that unless the store keeps timestamps, as in the
   * DSL.
   *
   * @param maxCacheSize how many entries
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if {@code maxCacheSize} is negative
   */
  public static KeyValueBytesStoreSupplier lruMap(String name, int maxCacheSize) {
    Objects.requireNonNull(name, "name must not be null");
    if (maxCacheSize < 0) {
      throw new IllegalArgumentException(
          "Store '" + name + "' must keep at least 0 entries; asked for " + maxCacheSize + ".");
    }
    return new LruSupplier(name, maxCacheSize);
  }

  private static KeyValueBytesStoreSupplier keyValue(
      String name, StoreSpec.Engine engine, boolean timestamped) {
    Objects.requireNonNull(name, "name must not be null");
    return new KeyValueEngineSupplier(name, engine, timestamped);
  }

  /**
   * A versioned key-value store on disk, for {@link #versionedKeyValueStoreBuilder}. The segment
   * interval follows from the history retention.
   *
   * @param historyRetention how long former values are kept, and how late an update may be
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if the duration is null, negative or does not fit in
   *     milliseconds
   */
  public static VersionedBytesStoreSupplier persistentVersionedKeyValueStore(
      String name, Duration historyRetention) {
    Objects.requireNonNull(name, "name must not be null");
    long retentionMs = TimeArgs.notNegative(historyRetention, "historyRetention");
    return versioned(name, retentionMs, historySegmentMs(retentionMs));
  }

  /**
   * A versioned key-value store on disk, for {@link #versionedKeyValueStoreBuilder}.
   *
   * @param historyRetention how long former values are kept, and how late an update may be
   * @param segmentInterval span of time in which former values expire together
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if a duration is null, negative or does not fit in
   *     milliseconds, or the segment interval is zero
   */
  public static VersionedBytesStoreSupplier persistentVersionedKeyValueStore(
      String name, Duration historyRetention, Duration segmentInterval) {
    Objects.requireNonNull(name, "name must not be null");
    long retentionMs = TimeArgs.notNegative(historyRetention, "historyRetention");
    long segmentMs = TimeArgs.notNegative(segmentInterval, "segmentInterval");
    if (segmentMs == 0) {
      throw new IllegalArgumentException(
          "Versioned store '" + name + "': segmentInterval must be at least 1 ms; it is 0.");
    }
    return versioned(name, retentionMs, segmentMs);
  }

  private static VersionedBytesStoreSupplier versioned(
      String name, long retentionMs, long segmentMs) {
    return new VersionedEngineSupplier(
        name, new StoreSpec.WindowSpec(retentionMs, 0, segmentMs, false));
  }

  /** The longer the history, the finer the share of it that expires at once. */
  private static long historySegmentMs(long retentionMs) {
    if (retentionMs <= 60_000) {
      return Math.max(retentionMs / 3, 2_000);
    }
    if (retentionMs <= 300_000) {
      return Math.max(retentionMs / 5, 20_000);
    }
    if (retentionMs <= 3_600_000) {
      return Math.max(retentionMs / 12, 60_000);
    }
    return Math.max(retentionMs / 24, 300_000);
  }

  /**
   * A window store on disk.
   *
   * @param retentionPeriod how long windows are kept; at least {@code windowSize}
   * @param retainDuplicates whether a key may have several values at one window start
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if a duration is null, negative or does not fit in
   *     milliseconds, or the retention period is less than the window size
   */
  public static WindowBytesStoreSupplier persistentWindowStore(
      String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates)
      throws IllegalArgumentException {
    return new WindowEngineSupplier(
        Objects.requireNonNull(name, "name must not be null"),
        StoreSpec.Engine.ROCKSDB,
        false,
        segmented(name, retentionPeriod, windowSize, retainDuplicates));
  }

  /**
   * A window store on disk that keeps a timestamp with each value.
   *
   * @param retentionPeriod how long windows are kept; at least {@code windowSize}
   * @param retainDuplicates whether a key may have several values at one window start
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if a duration is null, negative or does not fit in
   *     milliseconds, or the retention period is less than the window size
   */
  public static WindowBytesStoreSupplier persistentTimestampedWindowStore(
      String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates)
      throws IllegalArgumentException {
    return new WindowEngineSupplier(
        Objects.requireNonNull(name, "name must not be null"),
        StoreSpec.Engine.ROCKSDB,
        true,
        segmented(name, retentionPeriod, windowSize, retainDuplicates));
  }

  /**
   * A window store on disk that keeps a timestamp and headers with each value.
   *
   * @param retentionPeriod how long windows are kept; at least {@code windowSize}
   * @param retainDuplicates whether a key may have several values at one window start
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if a duration is null, negative or does not fit in
   *     milliseconds, or the retention period is less than the window size
   */
  public static WindowBytesStoreSupplier persistentTimestampedWindowStoreWithHeaders(
      String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates)
      throws IllegalArgumentException {
    return new HeadersWindowEngineSupplier(
        new WindowEngineSupplier(
            Objects.requireNonNull(name, "name must not be null"),
            StoreSpec.Engine.ROCKSDB,
            true,
            segmented(name, retentionPeriod, windowSize, retainDuplicates)));
  }

  /**
   * A window store in memory.
   *
   * @param retentionPeriod how long windows are kept; at least {@code windowSize}
   * @param retainDuplicates whether a key may have several values at one window start
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if a duration is null, negative or does not fit in
   *     milliseconds, or the retention period is less than the window size
   */
  public static WindowBytesStoreSupplier inMemoryWindowStore(
      String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates)
      throws IllegalArgumentException {
    Objects.requireNonNull(name, "name must not be null");
    StoreSpec.WindowSpec window = segmented(name, retentionPeriod, windowSize, retainDuplicates);
    return new WindowEngineSupplier(
        name,
        StoreSpec.Engine.IN_MEMORY,
        false,
        new StoreSpec.WindowSpec(window.retentionMs(), window.windowSizeMs(), 1, retainDuplicates));
  }

  /**
   * A session store on disk.
   *
   * @param retentionPeriod how long sessions are kept behind the greatest end seen
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if the retention period is null, negative or no number of
   *     milliseconds
   */
  public static SessionBytesStoreSupplier persistentSessionStore(
      String name, Duration retentionPeriod) {
    Objects.requireNonNull(name, "name must not be null");
    return sessions(name, retentionPeriod);
  }

  /**
   * A session store on disk that keeps headers with each aggregate.
   *
   * @param retentionPeriod how long sessions are kept behind the greatest end seen
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if the retention period is null, negative or no number of
   *     milliseconds
   */
  public static SessionBytesStoreSupplier persistentSessionStoreWithHeaders(
      String name, Duration retentionPeriod) {
    Objects.requireNonNull(name, "name must not be null");
    return new HeadersSessionEngineSupplier(sessions(name, retentionPeriod));
  }

  private static SessionEngineSupplier sessions(String name, Duration retentionPeriod) {
    return new SessionEngineSupplier(
        name, StoreSpec.Engine.ROCKSDB, segmented(name, retentionPeriod, Duration.ZERO, false));
  }

  /**
   * A session store in memory.
   *
   * @param retentionPeriod how long sessions are kept behind the greatest end seen
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if the retention period is null, negative or no number of
   *     milliseconds
   */
  public static SessionBytesStoreSupplier inMemorySessionStore(
      String name, Duration retentionPeriod) {
    Objects.requireNonNull(name, "name must not be null");
    long retentionMs = TimeArgs.notNegative(retentionPeriod, "retentionPeriod");
    return new SessionEngineSupplier(
        name, StoreSpec.Engine.IN_MEMORY, new StoreSpec.WindowSpec(retentionMs, 0, 1, false));
  }

  private static StoreSpec.WindowSpec segmented(
      String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates) {
    long retentionMs = TimeArgs.notNegative(retentionPeriod, "retentionPeriod");
    long sizeMs = TimeArgs.notNegative(windowSize, "windowSize");
    if (retentionMs < sizeMs) {
      throw new IllegalArgumentException(
          "Window store '"
              + name
              + "' must keep windows at least for their size of "
              + sizeMs
              + " ms; its retention period is "
              + retentionMs
              + " ms.");
    }
    return new StoreSpec.WindowSpec(
        retentionMs,
        sizeMs,
        Math.max(retentionMs / 2, LEAST_SEGMENT_INTERVAL_MS),
        retainDuplicates);
  }

  /**
   * Builds a key-value store; a null serde means the default.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> StoreBuilder<KeyValueStore<K, V>> keyValueStoreBuilder(
      KeyValueBytesStoreSupplier supplier,
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde) {
    return keyValueBuilder(StoreSpec.Kind.KEY_VALUE, supplier, keySerde, valueSerde);
  }

  /**
   * Builds a key-value store that keeps a timestamp with each value; a null serde means the
   * default.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> StoreBuilder<TimestampedKeyValueStore<K, V>> timestampedKeyValueStoreBuilder(
      KeyValueBytesStoreSupplier supplier,
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde) {
    return keyValueBuilder(StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, supplier, keySerde, valueSerde);
  }

  /**
   * Builds a window store; a null serde means the default.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> StoreBuilder<WindowStore<K, V>> windowStoreBuilder(
      WindowBytesStoreSupplier supplier,
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde) {
    return windowBuilder(StoreSpec.Kind.WINDOW, supplier, keySerde, valueSerde);
  }

  /**
   * Builds a window store that keeps a timestamp with each value; a null serde means the default.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> StoreBuilder<TimestampedWindowStore<K, V>> timestampedWindowStoreBuilder(
      WindowBytesStoreSupplier supplier,
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde) {
    return windowBuilder(StoreSpec.Kind.TIMESTAMPED_WINDOW, supplier, keySerde, valueSerde);
  }

  /**
   * Builds a versioned key-value store; a null serde means the default. The store cannot be cached.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> StoreBuilder<VersionedKeyValueStore<K, V>> versionedKeyValueStoreBuilder(
      VersionedBytesStoreSupplier supplier,
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde) {
    Objects.requireNonNull(supplier, "supplier must not be null");
    long retentionMs = supplier.historyRetentionMs();
    return builder(
        StoreSpec.Kind.VERSIONED,
        supplier,
        keySerde,
        valueSerde,
        supplier instanceof VersionedEngineSupplier builtIn
            ? builtIn.window()
            : new StoreSpec.WindowSpec(retentionMs, 0, historySegmentMs(retentionMs), false));
  }

  /**
   * Builds a session store; a null serde means the default.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> StoreBuilder<SessionStore<K, V>> sessionStoreBuilder(
      SessionBytesStoreSupplier supplier,
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde) {
    return sessionBuilder(StoreSpec.Kind.SESSION, supplier, keySerde, valueSerde);
  }

  /**
   * Builds a session store that keeps headers with each aggregate, as far as the supplied rows have
   * room for them; a null serde means the default. The changelog has them in any case.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> StoreBuilder<SessionStoreWithHeaders<K, V>> sessionStoreWithHeadersBuilder(
      SessionBytesStoreSupplier supplier,
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde) {
    return sessionBuilder(StoreSpec.Kind.SESSION_WITH_HEADERS, supplier, keySerde, valueSerde);
  }

  private static <T extends StateStore> StoreBuilder<T> sessionBuilder(
      StoreSpec.Kind kind,
      SessionBytesStoreSupplier supplier,
      @Nullable Serde<?> keySerde,
      @Nullable Serde<?> valueSerde) {
    Objects.requireNonNull(supplier, "supplier must not be null");
    StoreSpec.WindowSpec sizes =
        new StoreSpec.WindowSpec(
            supplier.retentionPeriod(), 0, supplier.segmentIntervalMs(), false);
    return builder(kind, supplier, keySerde, valueSerde, sizes);
  }

  /**
   * Builds a key-value store that keeps a timestamp and headers with each value, as far as the
   * supplied rows have room for them; a null serde means the default. The changelog has them in any
   * case.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V>
      StoreBuilder<TimestampedKeyValueStoreWithHeaders<K, V>>
          timestampedKeyValueStoreWithHeadersBuilder(
              KeyValueBytesStoreSupplier supplier,
              @Nullable Serde<K> keySerde,
              @Nullable Serde<V> valueSerde) {
    return keyValueBuilder(
        StoreSpec.Kind.TIMESTAMPED_KEY_VALUE_WITH_HEADERS, supplier, keySerde, valueSerde);
  }

  /**
   * Builds a window store that keeps a timestamp and headers with each value, as far as the
   * supplied rows have room for them; a null serde means the default. The changelog has them in any
   * case.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V>
      StoreBuilder<TimestampedWindowStoreWithHeaders<K, V>>
          timestampedWindowStoreWithHeadersBuilder(
              WindowBytesStoreSupplier supplier,
              @Nullable Serde<K> keySerde,
              @Nullable Serde<V> valueSerde) {
    return windowBuilder(
        StoreSpec.Kind.TIMESTAMPED_WINDOW_WITH_HEADERS, supplier, keySerde, valueSerde);
  }

  private static <T extends StateStore> StoreBuilder<T> keyValueBuilder(
      StoreSpec.Kind kind,
      KeyValueBytesStoreSupplier supplier,
      @Nullable Serde<?> keySerde,
      @Nullable Serde<?> valueSerde) {
    Objects.requireNonNull(supplier, "supplier must not be null");
    return builder(kind, supplier, keySerde, valueSerde, null);
  }

  private static <T extends StateStore> StoreBuilder<T> windowBuilder(
      StoreSpec.Kind kind,
      WindowBytesStoreSupplier supplier,
      @Nullable Serde<?> keySerde,
      @Nullable Serde<?> valueSerde) {
    Objects.requireNonNull(supplier, "supplier must not be null");
    StoreSpec.WindowSpec window =
        new StoreSpec.WindowSpec(
            supplier.retentionPeriod(),
            supplier.windowSize(),
            supplier.segmentIntervalMs(),
            supplier.retainDuplicates());
    return builder(kind, supplier, keySerde, valueSerde, window);
  }

  /** A supplier that is not built in goes along; the engine is then of no meaning. */
  private static <T extends StateStore> StoreBuilder<T> builder(
      StoreSpec.Kind kind,
      StoreSupplier<?> supplier,
      @Nullable Serde<?> keySerde,
      @Nullable Serde<?> valueSerde,
      StoreSpec.@Nullable WindowSpec window) {
    EngineChoice builtIn = supplier instanceof EngineChoice choice ? choice : null;
    StoreSpec.Options options = new StoreSpec.Options(false, true, Map.of());
    return new SpecStoreBuilder<>(
        new StoreSpec(
            supplier.name(),
            kind,
            builtIn == null ? StoreSpec.Engine.IN_MEMORY : builtIn.engine(),
            builtIn == null ? supplier : null,
            keySerde,
            valueSerde,
            builtIn == null ? options : options.withHeaders(builtIn.keepsHeaders()),
            window));
  }
}
