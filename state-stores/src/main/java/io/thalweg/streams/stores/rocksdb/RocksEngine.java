package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.stores.directory.Trash;
import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.ByteEngine;
import io.thalweg.streams.stores.engine.ByteStore;
import io.thalweg.streams.stores.engine.EngineGauge;
import io.thalweg.streams.stores.engine.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database for all persistent stores of a task. The write-ahead log is off: rows become durable
 * when memtables are flushed, and atomic flush takes those of all stores and of the meta rows at
 * one batch boundary. After a kill the database is what some batch left, whole.
 */
public final class RocksEngine implements ByteEngine {
  private static final Logger LOG = LoggerFactory.getLogger(RocksEngine.class);

  private static final String UNFLUSHED = "rocksdb.num-immutable-mem-table";

  private final RocksDatabaseSpec spec;
  private final DatabaseOptions options;
  private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
  private final Lease lease = new Lease();
  private final Map<String, RocksStore> stores = new LinkedHashMap<>(); // owner, fixed after open
  private final RocksStore meta;
  private final RocksBatch batch = new RocksBatch(); // owner
  // written by the owner while the lease is shut; readers hold the lease
  private OpenDatabase open;
  private boolean settling; // owner; loaded in bulk, readable, not yet back to normal options
  private boolean closed; // owner
  private volatile @Nullable TaskCorruptedException damage; // set by whoever meets it

  private RocksEngine(RocksDatabaseSpec spec, DatabaseOptions options, OpenDatabase open) {
    this.spec = spec;
    this.options = options;
    this.open = open;
    meta = new RocksStore("(meta)", this, open.metaFamily(), spec.watch());
    for (RocksDatabaseSpec.Store store : spec.stores()) {
      String name = store.name();
      stores.put(name, new RocksStore(name, this, open.family(name), spec.watch()));
    }
  }

  /** A database opened, and why the one before had to be dropped, if so. */
  public record Opened(RocksEngine engine, @Nullable String droppedBecause) {}

  /**
   * Opens or creates the database. One that cannot be opened is dropped, with a warning, and made
   * new.
   *
   * @throws ProcessorStateException if no database can be made there
   */
  public static Opened open(RocksDatabaseSpec spec, NativeBudget budget) {
    DatabaseOptions options = new DatabaseOptions(spec, budget);
    try {
      Files.createDirectories(spec.path());
      return new Opened(
          new RocksEngine(spec, options, OpenDatabase.open(spec, options, false)), null);
    } catch (RocksDBException e) {
      if (!isDamage(e)) {
        options.close();
        throw openFailure(spec, e);
      }
      return reopen(spec, options, e);
    } catch (IOException e) {
      options.close();
      throw openFailure(spec, e);
    }
  }

  private static Opened reopen(
      RocksDatabaseSpec spec, DatabaseOptions options, RocksDBException cause) {
    checkNewCanBeMade(spec, options, cause);
    String reason = describe(cause);
    LOG.warn(
        "Task {}: the local state in {} cannot be opened ({}); dropping it and rebuilding it from"
            + " the changelog topics",
        spec.taskId(),
        spec.path(),
        reason);
    try {
      drop(spec.path());
      Files.createDirectories(spec.path());
      return new Opened(
          new RocksEngine(spec, options, OpenDatabase.open(spec, options, false)), reason);
    } catch (RocksDBException | IOException e) {
      options.close();
      throw openFailure(spec, e);
    }
  }

  /** If not even an empty database can be opened the old one is not to blame, and stays. */
  private static void checkNewCanBeMade(
      RocksDatabaseSpec spec, DatabaseOptions options, RocksDBException cause) {
    RocksDatabaseSpec probe = spec.at(spec.path().resolveSibling("probe"));
    try {
      drop(probe.path());
      Files.createDirectories(probe.path());
      OpenDatabase.open(probe, options, false).close();
    } catch (RocksDBException | IOException e) {
      options.close();
      cause.addSuppressed(e);
      throw openFailure(spec, cause);
    } finally {
      drop(probe.path());
    }
  }

  /** Whether the files are to blame, and not a lock, a full disk or a wrong setting. */
  private static boolean isDamage(RocksDBException e) {
    Status status = e.getStatus();
    String message = String.valueOf(e.getMessage());
    return status == null
        ? message.startsWith(OpenDatabase.LEFTOVERS)
        : switch (status.getCode()) {
          case Corruption, NotFound, NotSupported -> true;
          case IOError -> message.contains("No such file");
          default -> false;
        };
  }

  private static ProcessorStateException openFailure(RocksDatabaseSpec spec, Exception e) {
    return new ProcessorStateException(
        "Task "
            + spec.taskId()
            + ": the database in "
            + spec.path()
            + " cannot be opened or made"
            + " ("
            + e.getMessage()
            + "); check the disk, rights, open-file limit and, if there is"
            + " one, rocksdb.config.setter",
        e);
  }

  @Override
  public ByteStore store(String name) {
    return Objects.requireNonNull(stores.get(name), name);
  }

  @Override
  public ByteStore meta() {
    return meta;
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public Lease lease() {
    return lease;
  }

  @Override
  public Batch batch() {
    return batch.clear();
  }

  @Override
  public void write(Batch changes) {
    RocksBatch image = (RocksBatch) changes;
    if (image.count() > 0) {
      if (settling) {
        settle();
      }
      try (WriteBatch write = new WriteBatch(image.image())) {
        database().write(writeOptions, write);
      } catch (RocksDBException e) {
        throw writeFailure("writing a commit", e);
      }
      batch.clear();
      if (settling) {
        flush(false); // see endBulk: only what is no longer written to is quick to read
      }
    }
  }

  @Override
  public void flush(boolean wait) {
    try (FlushOptions flush = new FlushOptions()) {
      flush.setWaitForFlush(wait);
      flush.setAllowWriteStall(true); // else it blocks until a stall is over
      database().flush(flush, open.handles());
      // with an earlier flush under way, RocksDB may wait for that one only (it compares memtable
      // ids of different families): what is still in memory would be lost at close
      while (wait && database().getAggregatedLongProperty(UNFLUSHED) > 0) {
        database().flush(flush, open.handles());
      }
    } catch (RocksDBException e) {
      if (!wait && tryAgain(e)) {
        flush(true); // too many memtables wait to be written: a write would wait for them, too
        return;
      }
      throw writeFailure("flushing to disk", e);
    }
  }

  private static boolean tryAgain(RocksDBException e) {
    Status status = e.getStatus();
    return status != null && status.getCode() == Status.Code.TryAgain;
  }

  @Override
  public void beginBulk() {
    lease.shut();
    closeCursors();
    if (!open.bulk()) {
      flush(true);
      reopen(true);
    }
    settling = false;
  }

  /**
   * Nobody waits for the disk: rows loaded move to memtables that are no longer written to, which
   * are sorted once and then quick to read, and the flush goes on by itself. The next write finds
   * it done, or waits for it, and goes back to normal options ({@link #settle}).
   */
  @Override
  public void endBulk() {
    if (open.bulk() && !settling) {
      flush(false);
      settling = true;
      lease.reopen();
    }
  }

  /** Back to normal options, unless a cursor is open, which has to see its snapshot to the end. */
  private void settle() {
    flush(true);
    lease.pause();
    try {
      if (noCursorIsOpen()) {
        reopen(false);
        settling = false;
      }
    } finally {
      lease.resume();
    }
  }

  @Override
  public List<EngineGauge> gauges(String store) {
    RocksStore family = Objects.requireNonNull(stores.get(store), store);
    List<EngineGauge> gauges = new ArrayList<>(RocksGauges.of(this, family));
    gauges.addAll(options.statistics().gauges());
    gauges.add(
        new EngineGauge("number-open-files", "Number of currently open files", this::openFiles));
    return gauges;
  }

  /** A property of the store's column family; 0 while it cannot be asked. Any thread. */
  long property(RocksStore store, String name) {
    if (!lease.tryAcquire()) {
      return 0;
    }
    try {
      return database().getLongProperty(store.family(), name);
    } catch (RocksDBException e) {
      LOG.debug("RocksDB does not know {} of store {}", name, store.name(), e);
      return 0;
    } finally {
      lease.release();
    }
  }

  /** RocksDB does not count them, but opens all there are, unless a config setter limits that. */
  private int openFiles() {
    if (!lease.tryAcquire()) {
      return 0;
    }
    try {
      return database().getLiveFilesMetaData().size();
    } finally {
      lease.release();
    }
  }

  @Override
  public @Nullable RuntimeException damage() {
    return damage;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    lease.shut();
    closeCursors();
    open.close();
    options.close();
    writeOptions.close();
    if (damage != null) {
      LOG.info("Task {}: dropping the damaged local state in {}", spec.taskId(), spec.path());
      try {
        drop(spec.path());
      } catch (UncheckedIOException e) {
        LOG.warn("Task {}: that failed; it will be found damaged again", spec.taskId(), e);
      }
    }
  }

  RocksDB database() {
    return open.database();
  }

  /** What a failed read means: the files are not to be trusted. */
  RuntimeException readFailure(String store, RocksDBException e) {
    if (closed) {
      return new InvalidStateStoreException("Store " + store + " is closed", e);
    }
    return damaged(
        new ProcessorStateException(
            "Task "
                + spec.taskId()
                + ": reading store "
                + store
                + " in "
                + spec.path()
                + " failed ("
                + describe(e)
                + "); the local state will be rebuilt",
            e));
  }

  private RuntimeException writeFailure(String what, RocksDBException e) {
    ProcessorStateException failure =
        new ProcessorStateException(
            "Task "
                + spec.taskId()
                + ": "
                + what
                + " in "
                + spec.path()
                + " failed ("
                + describe(e)
                + "); check the disk's space and health",
            e);
    Status status = e.getStatus();
    if (status != null && status.getCode() == Status.Code.Corruption) {
      return damaged(failure);
    }
    return failure;
  }

  private TaskCorruptedException damaged(ProcessorStateException cause) {
    TaskCorruptedException found = new TaskCorruptedException(Set.of(spec.taskId()), cause);
    damage = found;
    return found;
  }

  /** Nobody must be reading. */
  private void reopen(boolean bulk) {
    open.close();
    try {
      open = OpenDatabase.open(spec, options, bulk);
    } catch (RocksDBException e) {
      lease.shut();
      closed = true;
      throw writeFailure("reopening the database", e);
    }
    meta.reopened(open.metaFamily());
    for (RocksStore store : stores.values()) {
      store.reopened(open.family(store.name()));
    }
  }

  private boolean noCursorIsOpen() {
    return meta.openCursors().count() == 0
        && stores.values().stream().allMatch(store -> store.openCursors().count() == 0);
  }

  private void closeCursors() {
    meta.closeCursors();
    stores.values().forEach(RocksStore::closeCursors);
  }

  private static void drop(Path path) {
    if (Files.exists(path)) {
      Trash.discard(path, path.resolveSibling("trash"), 0);
    }
  }

  private static String describe(RocksDBException e) {
    Status status = e.getStatus();
    String message = String.valueOf(e.getMessage()).replace("\n", " ");
    return status == null ? message : status.getCodeString() + ": " + message;
  }
}
