package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.StreamsConfig;

/** A stream thread's part of the configuration; times in milliseconds. */
public record ThreadSettings(
    boolean exactlyOnce,
    long commitIntervalMs,
    long pollMs,
    int bufferedRecords,
    long maxIdleMs,
    long idleAdvanceMs,
    long taskTimeoutMs,
    long purgeIntervalMs,
    long summaryIntervalMs) {

  /** Reads them. */
  public static ThreadSettings of(StreamsConfig config) {
    return new ThreadSettings(
        StreamsConfig.EXACTLY_ONCE_V2.equals(
            config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)),
        config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG),
        config.getLong(StreamsConfig.POLL_MS_CONFIG),
        config.getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG),
        config.getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG),
        config.getLong(StreamsConfig.IDLE_ADVANCE_MS_CONFIG),
        config.getLong(StreamsConfig.TASK_TIMEOUT_MS_CONFIG),
        config.getLong(StreamsConfig.REPARTITION_PURGE_INTERVAL_MS_CONFIG),
        config.getLong(StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG));
  }
}
