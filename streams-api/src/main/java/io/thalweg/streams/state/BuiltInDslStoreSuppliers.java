package io.thalweg.streams.state;

import io.thalweg.streams.DslStoreFormat;
import java.time.Duration;

/** The built-in kinds of stores of the language. Thread-safe. */
public class BuiltInDslStoreSuppliers {
  /** On disk, with RocksDB. */
  public static final DslStoreSuppliers ROCKS_DB = new RocksDBDslStoreSuppliers();

  /** In memory. */
  public static final DslStoreSuppliers IN_MEMORY = new InMemoryDslStoreSuppliers();

  /** Has nothing to offer but the constants. */
  public BuiltInDslStoreSuppliers() {}

  /** Supplies stores on disk, with RocksDB. */
  public static class RocksDBDslStoreSuppliers implements DslStoreSuppliers {
    /** Made by name from the configs. */
    public RocksDBDslStoreSuppliers() {}

    @Override
    public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
      String name = params.name();
      return switch (params.dslStoreFormat()) {
        case PLAIN -> Stores.persistentKeyValueStore(name);
        case TIMESTAMPED -> Stores.persistentTimestampedKeyValueStore(name);
        case HEADERS -> Stores.persistentTimestampedKeyValueStoreWithHeaders(name);
      };
    }

    @Override
    public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
      String name = params.name();
      Duration retention = params.retentionPeriod();
      Duration size = params.windowSize();
      boolean duplicates = params.retainDuplicates();
      return switch (params.dslStoreFormat()) {
        case PLAIN -> Stores.persistentWindowStore(name, retention, size, duplicates);
        case TIMESTAMPED ->
            Stores.persistentTimestampedWindowStore(name, retention, size, duplicates);
        case HEADERS ->
            Stores.persistentTimestampedWindowStoreWithHeaders(name, retention, size, duplicates);
      };
    }

    @Override
    public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
      return params.storeFormat() == DslStoreFormat.HEADERS
          ? Stores.persistentSessionStoreWithHeaders(params.name(), params.retentionPeriod())
          : Stores.persistentSessionStore(params.name(), params.retentionPeriod());
    }
  }

  /** Supplies stores in memory. */
  public static class InMemoryDslStoreSuppliers implements DslStoreSuppliers {
    /** Made by name from the configs. */
    public InMemoryDslStoreSuppliers() {}

    @Override
    public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
      return Stores.inMemoryKeyValueStore(params.name());
    }

    @Override
    public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
      return Stores.inMemoryWindowStore(
          params.name(), params.retentionPeriod(), params.windowSize(), params.retainDuplicates());
    }

    @Override
    public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
      return Stores.inMemorySessionStore(params.name(), params.retentionPeriod());
    }
  }
}
