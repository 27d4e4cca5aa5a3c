package io.thalweg.streams.stores;

import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.directory.Trash;
import io.thalweg.streams.stores.engine.ByteEngine;
import io.thalweg.streams.stores.engine.MemoryEngine;
import io.thalweg.streams.stores.layer.Budget;
import io.thalweg.streams.stores.rocksdb.NativeBudget;
import io.thalweg.streams.stores.rocksdb.RocksDatabaseSpec;
import io.thalweg.streams.stores.rocksdb.RocksEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all tasks of one instance share: the native memory budget, the heap budgets, the settings.
 * Safe from any thread.
 */
public final class StateEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateEngine.class);

  private final StateEngineConfig config;
  private final Budget tables;
  private final Budget uncommitted;
  private final Budget unemitted;
  private @Nullable NativeBudget nativeBudget; // guarded by this

  private StateEngine(StateEngineConfig config) {
    this.config = config;
    tables = new Budget(config.budgets().tableBytes());
    uncommitted = new Budget(config.budgets().uncommittedBytes());
    unemitted = new Budget(config.budgets().cacheBytes());
  }

  /** Reserves nothing yet; the native library is loaded when the first persistent store opens. */
  public static StateEngine create(StateEngineConfig config) {
    return new StateEngine(config);
  }

  /**
   * Opens the stores of a task. A local database that cannot be opened is dropped with one warning;
   * the stores are then empty and without positions.
   *
   * @throws io.thalweg.streams.errors.ProcessorStateException if that fails, too
   */
  public TaskState open(TaskStateRequest request) {
    List<StoreSpec> onDisk = new ArrayList<>();
    List<String> inMemory = new ArrayList<>();
    for (StoreSpec spec : request.stores()) {
      if (spec.supplier() == null) { // else it is the user's
        if (StoreSpecs.inMemory(spec)) {
          inMemory.add(spec.name());
        } else {
          onDisk.add(spec);
        }
      }
    }
    try {
      return open(request, onDisk, inMemory, false);
    } catch (TaskCorruptedException e) {
      // it opened, but what it says about itself cannot be read; by now it is dropped
      LOG.warn("Task {}: damage found while opening", request.taskId(), e);
      return open(request, onDisk, inMemory, true);
    }
  }

  private TaskState open(
      TaskStateRequest request, List<StoreSpec> onDisk, List<String> inMemory, boolean again) {
    List<ByteEngine> engines = new ArrayList<>();
    boolean dropped = again;
    UserStores users = new UserStores(request, config);
    if (!onDisk.isEmpty() || users.persistent()) {
      RocksEngine.Opened opened = RocksEngine.open(database(request, onDisk), nativeBudget());
      engines.add(opened.engine());
      dropped |= opened.droppedBecause() != null;
    }
    if (!inMemory.isEmpty()) {
      engines.add(new MemoryEngine(inMemory));
    }
    try {
      return new TaskState(
          request,
          config,
          engines,
          users,
          new TaskState.Budgets(tables, uncommitted, unemitted),
          dropped);
    } catch (RuntimeException e) {
      users.abandon();
      engines.forEach(ByteEngine::close);
      throw e;
    }
  }

  /** Frees the native memory; all task states must be closed. */
  @Override
  public synchronized void close() {
    if (nativeBudget != null) {
      nativeBudget.close();
      nativeBudget = null;
    }
  }

  private RocksDatabaseSpec database(TaskStateRequest request, List<StoreSpec> specs) {
    Path directory =
        Objects.requireNonNull(
            request.directory(),
            () -> "Task " + request.taskId() + " has persistent stores but no directory");
    Trash.empty(directory.resolve("trash"));
    List<RocksDatabaseSpec.Store> stores = new ArrayList<>();
    for (StoreSpec spec : specs) {
      stores.add(new RocksDatabaseSpec.Store(spec.name(), spec.kind().windowed()));
    }
    return new RocksDatabaseSpec(
        request.taskId(),
        directory.resolve("rocksdb"),
        stores,
        config.configSetter(),
        config.configs());
  }

  private synchronized NativeBudget nativeBudget() {
    if (nativeBudget == null) {
      nativeBudget = new NativeBudget(config.budgets().nativeBytes());
    }
    return nativeBudget;
  }
}
