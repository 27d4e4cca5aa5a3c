package io.thalweg.streams.stores.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opening of a task's database: the native handles, closed together. */
final class OpenDatabase implements AutoCloseable {
  /** Message of the exception for a directory that was a database once. */
  static final String LEFTOVERS = "CURRENT is missing, but there are table files";

  /** The meta rows live in the family that every database has. */
  private static final String META = "default";

  private static final Logger LOG = LoggerFactory.getLogger(OpenDatabase.class);

  private final RocksDB database;
  private final DBOptions options;
  private final List<ColumnFamilyOptions> owned;
  private final Map<String, ColumnFamilyHandle> families;
  private final boolean bulk;

  private OpenDatabase(
      RocksDB database,
      DBOptions options,
      List<ColumnFamilyOptions> owned,
      Map<String, ColumnFamilyHandle> families,
      boolean bulk) {
    this.database = database;
    this.options = options;
    this.owned = owned;
    this.families = families;
    this.bulk = bulk;
  }

  /** Opens the database, dropping the families of stores that the task no longer has. */
  static OpenDatabase open(RocksDatabaseSpec spec, DatabaseOptions all, boolean bulk)
      throws RocksDBException {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(META);
    spec.stores().forEach(store -> wanted.add(familyName(store.name())));
    Set<String> names = new LinkedHashSet<>(wanted);
    names.addAll(existing(spec));
    List<ColumnFamilyOptions> owned = new ArrayList<>();
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (String name : names) {
      ColumnFamilyOptions family = options(all, name, bulk && wanted.contains(name), owned);
      descriptors.add(new ColumnFamilyDescriptor(name.getBytes(UTF_8), family));
    }
    DBOptions options = all.database(bulk);
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    RocksDB database;
    try {
      database = RocksDB.open(options, spec.path().toString(), descriptors, handles);
    } catch (RocksDBException e) {
      owned.forEach(ColumnFamilyOptions::close);
      options.close();
      throw e;
    }
    Map<String, ColumnFamilyHandle> families = new LinkedHashMap<>();
    int i = 0;
    for (String name : names) {
      families.put(name, handles.get(i++));
    }
    OpenDatabase open = new OpenDatabase(database, options, owned, families, bulk);
    open.dropAllBut(wanted, spec);
    return open;
  }

  RocksDB database() {
    return database;
  }

  boolean bulk() {
    return bulk;
  }

  ColumnFamilyHandle family(String store) {
    String name = familyName(store);
    return Objects.requireNonNull(families.get(name), name);
  }

  ColumnFamilyHandle metaFamily() {
    return Objects.requireNonNull(families.get(META));
  }

  List<ColumnFamilyHandle> handles() {
    return List.copyOf(families.values());
  }

  @Override
  public void close() {
    families.values().forEach(ColumnFamilyHandle::close);
    database.close();
    options.close();
    owned.forEach(ColumnFamilyOptions::close);
  }

  /** Apart from the default family, whatever the stores are called. */
  private static String familyName(String store) {
    return "store-" + store;
  }

  private static Set<String> existing(RocksDatabaseSpec spec) throws RocksDBException {
    Set<String> names = new LinkedHashSet<>();
    if (!Files.exists(spec.path().resolve("CURRENT"))) {
      // RocksDB would take leftovers for a new database, and nobody would know of the loss
      try (Stream<Path> files = Files.exists(spec.path()) ? Files.list(spec.path()) : Stream.of()) {
        if (files.anyMatch(file -> file.toString().endsWith(".sst"))) {
          throw new RocksDBException(LEFTOVERS);
        }
      } catch (IOException e) {
        throw new RocksDBException("listing the directory failed: " + e);
      }
    } else {
      try (Options options = new Options()) {
        for (byte[] name : RocksDB.listColumnFamilies(options, spec.path().toString())) {
          names.add(new String(name, UTF_8));
        }
      }
    }
    return names;
  }

  private static ColumnFamilyOptions options(
      DatabaseOptions all, String name, boolean bulk, List<ColumnFamilyOptions> owned) {
    if (name.equals(META)) {
      return all.meta();
    }
    String store = name.startsWith("store-") ? name.substring(6) : name;
    if (!bulk || !all.bulk(store)) {
      return all.family(store);
    }
    ColumnFamilyOptions options = all.bulkFamily(store);
    owned.add(options);
    return options;
  }

  private void dropAllBut(Set<String> wanted, RocksDatabaseSpec spec) throws RocksDBException {
    for (String name : List.copyOf(families.keySet())) {
      if (!wanted.contains(name)) {
        LOG.info("Task {}: dropping {}, which the topology no longer has", spec.taskId(), name);
        ColumnFamilyHandle handle = Objects.requireNonNull(families.remove(name));
        database.dropColumnFamily(handle);
        handle.close();
      }
    }
  }
}
