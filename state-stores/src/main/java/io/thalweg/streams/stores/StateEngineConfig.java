package io.thalweg.streams.stores;

import io.thalweg.streams.state.RocksDBConfigSetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link StateEngine}.
 *
 * @param changelogDedup whether the changelog gets one record per key and commit (else one per
 *     update)
 * @param configSetter the user's {@code rocksdb.config.setter}, instantiated once per store
 * @param configs the application's whole configuration, handed to the config setter
 */
public record StateEngineConfig(
    Budgets budgets,
    FlushPolicy flush,
    boolean changelogDedup,
    @Nullable Class<? extends RocksDBConfigSetter> configSetter,
    Map<String, Object> configs) {

  /**
   * Bytes for the whole instance, whatever its number of tasks.
   *
   * @param nativeBytes block cache and memtables
   * @param tableBytes rows kept on the heap
   * @param uncommittedBytes rows not yet committed, at which a commit is asked for
   * @param cacheBytes {@code statestore.cache.max.bytes}: rows held back from emission; 0 = none
   */
  public record Budgets(
      long nativeBytes, long tableBytes, long uncommittedBytes, long cacheBytes) {}

  /** After how long or how many changelog records, whichever first, rows are flushed to disk. */
  public record FlushPolicy(long intervalMs, long maxRecords) {}

  /** Whether the recording level of metrics asks for what has to be measured call by call. */
  boolean detailed() {
    String level = String.valueOf(configs.get("metrics.recording.level"));
    return level.equalsIgnoreCase("DEBUG") || level.equalsIgnoreCase("TRACE");
  }

  /** Defaults for tests and standalone stores. */
  public static StateEngineConfig defaults() {
    return new StateEngineConfig(
        new Budgets(64L << 20, 32L << 20, 64L << 20, 10L << 20),
        new FlushPolicy(30_000, 100_000),
        true,
        null,
        Map.of());
  }
}
