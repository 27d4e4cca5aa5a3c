package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.stores.engine.EngineGauge;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.HistogramData;
import org.rocksdb.HistogramType;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;

/**
 * RocksDB's statistics of one database, by the names that Kafka Streams gives them. Read when
 * somebody asks, at most every so often: rates and ratios are those since the reading before. If
 * they are not recorded, all are 0. Safe from any thread.
 */
final class DatabaseStatistics implements AutoCloseable {
  private static final long INTERVAL_MS = 5_000;
  private static final double MICROS_PER_MS = 1_000;

  private final LongSupplier clock;
  private final @Nullable Statistics statistics;
  private final Map<TickerType, Long> before = new EnumMap<>(TickerType.class); // guarded by this
  private final Map<String, Double> values = new HashMap<>(); // guarded by this
  private long readMs; // guarded by this
  private boolean closed; // guarded by this

  /** A figure and where it comes from. */
  private record Figure(String name, String description) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure(
              "bytes-written-rate",
              "Average number of bytes written per second to the RocksDB state store"),
          new Figure(
              "bytes-written-total", "Total number of bytes written to the RocksDB state store"),
          new Figure(
              "bytes-read-rate",
              "Average number of bytes read per second from the RocksDB state store"),
          new Figure("bytes-read-total", "Total number of bytes read from the RocksDB state store"),
          new Figure(
              "memtable-bytes-flushed-rate",
              "Average number of bytes flushed per second from the memtable to disk"),
          new Figure(
              "memtable-bytes-flushed-total",
              "Total number of bytes flushed from the memtable to disk"),
          new Figure(
              "memtable-hit-ratio",
              "Ratio of memtable hits relative to all lookups to the memtable"),
          new Figure(
              "block-cache-data-hit-ratio",
              "Ratio of block cache hits for data relative to all lookups for data to the block"
                  + " cache"),
          new Figure(
              "block-cache-index-hit-ratio",
              "Ratio of block cache hits for indexes relative to all lookups for indexes to the"
                  + " block cache"),
          new Figure(
              "block-cache-filter-hit-ratio",
              "Ratio of block cache hits for filters relative to all lookups for filters to the"
                  + " block cache"),
          new Figure("write-stall-duration-avg", "Average duration of write stalls in ms"),
          new Figure("write-stall-duration-total", "Total duration of write stalls in ms"),
          new Figure(
              "bytes-read-compaction-rate",
              "Average number of bytes read per second during compaction"),
          new Figure(
              "bytes-written-compaction-rate",
              "Average number of bytes written per second during compaction"),
          new Figure(
              "memtable-flush-time-avg",
              "Average time spent on flushing the memtable to disk in ms"),
          new Figure(
              "memtable-flush-time-min",
              "Minimum time spent on flushing the memtable to disk in ms"),
          new Figure(
              "memtable-flush-time-max",
              "Maximum time spent on flushing the memtable to disk in ms"),
          new Figure("compaction-time-avg", "Average time spent on compaction in ms"),
          new Figure("compaction-time-min", "Minimum time spent on compaction in ms"),
          new Figure("compaction-time-max", "Maximum time spent on compaction in ms"),
          new Figure("number-file-errors-total", "Total number of file errors occurred"));

  /**
   * Statistics of a database about to be opened.
   *
   * @param recorded whether RocksDB shall keep them
   */
  DatabaseStatistics(boolean recorded, LongSupplier clock) {
    this.clock = clock;
    if (recorded) {
      statistics = new Statistics();
      statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
    } else {
      statistics = null;
    }
    readMs = clock.getAsLong() - INTERVAL_MS;
  }

  /** To be set in the database's options; null if they are not recorded. */
  @Nullable Statistics statistics() {
    return statistics;
  }

  List<EngineGauge> gauges() {
    List<EngineGauge> gauges = new ArrayList<>();
    for (Figure figure : FIGURES) {
      gauges.add(new EngineGauge(figure.name, figure.description, () -> value(figure.name)));
    }
    return gauges;
  }

  @Override
  public synchronized void close() {
    closed = true;
    values.clear();
    if (statistics != null) {
      statistics.close();
    }
  }

  private synchronized double value(String name) {
    long now = clock.getAsLong();
    if (statistics != null && !closed && (values.isEmpty() || now - readMs >= INTERVAL_MS)) {
      read(statistics, Math.max(1, now - readMs));
      readMs = now;
    }
    return values.getOrDefault(name, 0.0);
  }

  private void read(Statistics from, long elapsedMs) {
    Map<TickerType, Long> change = new EnumMap<>(TickerType.class);
    for (TickerType type : TickerType.values()) {
      if (type != TickerType.TICKER_ENUM_MAX) {
        long count = from.getTickerCount(type);
        Long last = before.put(type, count);
        change.put(type, count - (last == null ? 0 : last));
      }
    }
    rateAndTotal("bytes-written", TickerType.BYTES_WRITTEN, change, elapsedMs);
    rateAndTotal("bytes-read", TickerType.BYTES_READ, change, elapsedMs);
    rateAndTotal("memtable-bytes-flushed", TickerType.FLUSH_WRITE_BYTES, change, elapsedMs);
    rateAndTotal("bytes-read-compaction", TickerType.COMPACT_READ_BYTES, change, elapsedMs);
    rateAndTotal("bytes-written-compaction", TickerType.COMPACT_WRITE_BYTES, change, elapsedMs);
    rateAndTotal("number-file-errors", TickerType.NO_FILE_ERRORS, change, elapsedMs);
    ratio("memtable", TickerType.MEMTABLE_HIT, TickerType.MEMTABLE_MISS, change);
    ratio(
        "block-cache-data",
        TickerType.BLOCK_CACHE_DATA_HIT,
        TickerType.BLOCK_CACHE_DATA_MISS,
        change);
    ratio(
        "block-cache-index",
        TickerType.BLOCK_CACHE_INDEX_HIT,
        TickerType.BLOCK_CACHE_INDEX_MISS,
        change);
    ratio(
        "block-cache-filter",
        TickerType.BLOCK_CACHE_FILTER_HIT,
        TickerType.BLOCK_CACHE_FILTER_MISS,
        change);
    times("memtable-flush-time", from.getHistogramData(HistogramType.FLUSH_TIME));
    times("compaction-time", from.getHistogramData(HistogramType.COMPACTION_TIME));
    HistogramData stalls = from.getHistogramData(HistogramType.WRITE_STALL);
    values.put("write-stall-duration-avg", stalls.getAverage() / MICROS_PER_MS);
    values.put(
        "write-stall-duration-total",
        before.getOrDefault(TickerType.STALL_MICROS, 0L) / MICROS_PER_MS);
  }

  private void rateAndTotal(
      String name, TickerType type, Map<TickerType, Long> change, long elapsedMs) {
    values.put(name + "-rate", change.getOrDefault(type, 0L) * 1_000.0 / elapsedMs);
    values.put(name + "-total", (double) before.getOrDefault(type, 0L));
  }

  private void ratio(String name, TickerType hit, TickerType miss, Map<TickerType, Long> change) {
    long hits = change.getOrDefault(hit, 0L);
    long all = hits + change.getOrDefault(miss, 0L);
    values.put(name + "-hit-ratio", all == 0 ? 0.0 : (double) hits / all);
  }

  private void times(String name, HistogramData micros) {
    values.put(name + "-avg", micros.getAverage() / MICROS_PER_MS);
    values.put(name + "-min", micros.getMin() / MICROS_PER_MS);
    values.put(name + "-max", micros.getMax() / MICROS_PER_MS);
  }
}
