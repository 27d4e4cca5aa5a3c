package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.stores.engine.EngineGauge;
import java.util.ArrayList;
import java.util.List;

/**
 * The properties of a store's column family, by the names that Kafka Streams gives them. Those that
 * RocksDB knows for a database or a cache only are the same for all stores that share it.
 */
final class RocksGauges {
  private record Property(String name, String description) {}

  private static final List<Property> PROPERTIES =
      List.of(
          new Property(
              "num-immutable-mem-table",
              "Number of immutable memtables that have not yet been flushed"),
          new Property("cur-size-active-mem-table", "Approximate size of active memtable in bytes"),
          new Property(
              "cur-size-all-mem-tables",
              "Approximate size of active and unflushed immutable memtables in bytes"),
          new Property(
              "size-all-mem-tables",
              "Approximate size of active, unflushed immutable, and pinned immutable memtables in"
                  + " bytes"),
          new Property(
              "num-entries-active-mem-table", "Total number of entries in the active memtable"),
          new Property(
              "num-entries-imm-mem-tables",
              "Total number of entries in the unflushed immutable memtables"),
          new Property(
              "num-deletes-active-mem-table",
              "Total number of delete entries in the active memtable"),
          new Property(
              "num-deletes-imm-mem-tables",
              "Total number of delete entries in the unflushed immutable memtables"),
          new Property(
              "mem-table-flush-pending",
              "Reports 1 if a memtable flush is pending, otherwise it reports 0"),
          new Property("num-running-flushes", "Number of currently running flushes"),
          new Property(
              "compaction-pending",
              "Reports 1 if at least one compaction is pending, otherwise it reports 0"),
          new Property("num-running-compactions", "Number of currently running compactions"),
          new Property(
              "estimate-pending-compaction-bytes",
              "Estimated total number of bytes a compaction needs to rewrite on disk to get all"
                  + " levels down to under target size"),
          new Property("total-sst-files-size", "Total size in bytes of all SST files"),
          new Property(
              "live-sst-files-size",
              "Total size in bytes of all SST files that belong to the latest LSM tree"),
          new Property("num-live-versions", "Number of live versions of the LSM tree"),
          new Property("block-cache-capacity", "Capacity of the block cache in bytes"),
          new Property(
              "block-cache-usage", "Memory size of the entries residing in block cache in bytes"),
          new Property(
              "block-cache-pinned-usage",
              "Memory size for the entries being pinned in the block cache in bytes"),
          new Property(
              "estimate-num-keys",
              "Estimated number of keys in the active and unflushed immutable memtables and"
                  + " storage"),
          new Property(
              "estimate-table-readers-mem",
              "Estimated memory in bytes used for reading SST tables, excluding memory used in"
                  + " block cache"),
          new Property("background-errors", "Total number of background errors"));

  private RocksGauges() {}

  static List<EngineGauge> of(RocksEngine engine, RocksStore store) {
    List<EngineGauge> gauges = new ArrayList<>();
    for (Property property : PROPERTIES) {
      String name = "rocksdb." + property.name;
      gauges.add(
          new EngineGauge(property.name, property.description, () -> engine.property(store, name)));
    }
    return gauges;
  }
}
