package io.thalweg.streams.stores.rocksdb;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;

/** All options of one database: of each store, of the meta rows, and of the whole. */
final class DatabaseOptions implements AutoCloseable {
  private final Map<String, StoreOptions> stores = new LinkedHashMap<>();
  private final ColumnFamilyOptions meta = new ColumnFamilyOptions();
  private final ColumnFamilyOptions dropped = new ColumnFamilyOptions();
  private final Options defaults = new Options();
  private final DBOptions database;
  private final DatabaseStatistics statistics;
  private final NativeBudget budget;
  private final Set<String> bulk = new HashSet<>();
  private final int storeCount;

  DatabaseOptions(RocksDatabaseSpec spec, NativeBudget budget) {
    this.budget = budget;
    storeCount = spec.stores().size();
    budget.opening(storeCount);
    Defaults.meta(meta, budget);
    Defaults.database(defaults, budget);
    database = new DBOptions(defaults);
    statistics = new DatabaseStatistics(spec.detailed(), spec.watch()::nowMs);
    if (statistics.statistics() != null) {
      database.setStatistics(statistics.statistics());
    }
    try {
      for (RocksDatabaseSpec.Store store : spec.stores()) {
        stores.put(store.name(), new StoreOptions(store, spec, budget));
        if (store.bulk()) {
          bulk.add(store.name());
        }
      }
      if (spec.setter() != null) {
        SharedSettings shared =
            new SharedSettings(spec.taskId(), spec.setter(), defaults, database);
        stores.forEach((name, store) -> shared.add(name, store.options()));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  ColumnFamilyOptions meta() {
    return meta;
  }

  /** Options of a family; stores that the topology no longer has get plain ones. */
  ColumnFamilyOptions family(String name) {
    StoreOptions store = stores.get(name);
    return store == null ? dropped : store.family();
  }

  /** Whether a store is loaded in bulk mode, if any is. */
  boolean bulk(String name) {
    return bulk.contains(name);
  }

  /** As {@link #family}, for bulk loading; the caller closes it. */
  ColumnFamilyOptions bulkFamily(String name) {
    return Objects.requireNonNull(stores.get(name)).bulkFamily();
  }

  DatabaseStatistics statistics() {
    return statistics;
  }

  /** Options of the database; the caller closes them. */
  DBOptions database(boolean bulk) {
    DBOptions copy = new DBOptions(database);
    if (bulk) {
      copy.setAllowConcurrentMemtableWrite(false); // vector memtables cannot
    }
    return copy;
  }

  @Override
  public void close() {
    stores.values().forEach(StoreOptions::close);
    database.close();
    statistics.close();
    defaults.close();
    meta.close();
    dropped.close();
    budget.closed(storeCount);
  }
}
