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

  private static void requireNoHeaders(String store, DslStoreFormat format) {
    if (format == DslStoreFormat.HEADERS) {
      throw new UnsupportedOperationException(
          "Store '"
              + store
              + "' is to keep headers (dsl.store.format=HEADERS), which the built-in stores do not"
              + " do; use dsl.store.format=DEFAULT.");
    }
  }

  /** Supplies stores on disk, with RocksDB. */
  public static class RocksDBDslStoreSuppliers implements DslStoreSuppliers {
    /** Made by name from the configs. */
    public RocksDBDslStoreSuppliers() {}

    @Override
    public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
      requireNoHeaders(params.name(), params.dslStoreFormat());
      return params.dslStoreFormat() == DslStoreFormat.PLAIN
          ? Stores.persistentKeyValueStore(params.name())
          : Stores.persistentTimestampedKeyValueStore(params.name());
    }

    @Override
    public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
      requireNoHeaders(params.name(), params.dslStoreFormat());
      String name = params.name();
      Duration retention = params.retentionPeriod();
      Duration size = params.windowSize();
      return params.dslStoreFormat() == DslStoreFormat.PLAIN
          ? Stores.persistentWindowStore(name, retention, size, params.retainDuplicates())
          : Stores.persistentTimestampedWindowStore(
              name, retention, size, params.retainDuplicates());
    }

    @Override
    public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
      requireNoHeaders(params.name(), params.storeFormat());
      return Stores.persistentSessionStore(params.name(), params.retentionPeriod());
    }
  }

  /** Supplies stores in memory. */
  public static class InMemoryDslStoreSuppliers implements DslStoreSuppliers {
    /** Made by name from the configs. */
    public InMemoryDslStoreSuppliers() {}

    @Override
    public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
      requireNoHeaders(params.name(), params.dslStoreFormat());
      return Stores.inMemoryKeyValueStore(params.name());
    }

    @Override
    public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
      requireNoHeaders(params.name(), params.dslStoreFormat());
      return Stores.inMemoryWindowStore(
          params.name(), params.retentionPeriod(), params.windowSize(), params.retainDuplicates());
    }

    @Override
    public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
      requireNoHeaders(params.name(), params.storeFormat());
      return Stores.inMemorySessionStore(params.name(), params.retentionPeriod());
    }
  }
}
