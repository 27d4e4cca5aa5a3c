package io.thalweg.streams.stores;

import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.directory.Trash;
import io.thalweg.streams.stores.engine.ByteEngine;
import io.thalweg.streams.stores.engine.CursorWatch;
import io.thalweg.streams.stores.engine.MemoryEngine;
import io.thalweg.streams.stores.form.Budget;
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
 * What all tasks of one instance share: the budgets, of which those for native memory and for
 * tables are the process's, and the settings. Safe from any thread.
 */
public final class StateEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateEngine.class);

  private final StateEngineConfig config;
  private final ProcessMemory memory;
  private final Budget tables;
  private final Budget uncommitted;
  private final Budget unemitted;
  private @Nullable NativeBudget nativeBudget; // guarded by this

  private @Nullable CursorWatch watch; // guarded by this
  private boolean closed; // guarded by this

  private StateEngine(StateEngineConfig config, ProcessMemory memory) {
    this.config = config;
    this.memory = memory;
    tables = memory.openTables(config.budgets().tableBytes());
    uncommitted = new Budget(config.budgets().uncommittedBytes());
    unemitted = new Budget(config.budgets().cacheBytes());
  }

  /** Reserves nothing yet; the native library is loaded when the first persistent store opens. */
  public static StateEngine create(StateEngineConfig config) {
    return create(config, ProcessMemory.ofThisProcess());
  }

  /** One of those that share {@code memory}. */
  static StateEngine create(StateEngineConfig config, ProcessMemory memory) {
    return new StateEngine(config, memory);
  }

  /** One with memory of its own, small: for a store outside of any instance. */
  static StateEngine apart(StateEngineConfig config) {
    return create(config, new ProcessMemory());
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
      engines.add(new MemoryEngine(inMemory, watch(request)));
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

  /** Loads and reserves now what the first persistent store would have to wait for. */
  public void warmUp() {
    nativeBudget();
  }

  /** Leaves the process's memory to others; all task states must be closed. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      memory.closeTables(config.budgets().tableBytes());
      if (nativeBudget != null) {
        nativeBudget = null;
        memory.closeNative();
      }
    }
  }

  private RocksDatabaseSpec database(TaskStateRequest request, List<StoreSpec> specs) {
    Path directory =
        Objects.requireNonNull(
            request.directory(),
            () -> "Task " + request.taskId() + " has persistent stores but no directory");
    Trash.empty(directory.resolve("trash"));
    Trash.empty(directory.resolve("probe"));
    List<RocksDatabaseSpec.Store> stores = new ArrayList<>();
    for (StoreSpec spec : specs) {
      stores.add(
          new RocksDatabaseSpec.Store(
              spec.name(), StoreSpecs.bucketed(spec), StoreSpecs.bulkLoadable(spec)));
    }
    return new RocksDatabaseSpec(
        request.taskId(),
        directory.resolve("rocksdb"),
        stores,
        config.configSetter(),
        config.configs(),
        watch(request),
        config.detailed());
  }

  /** One watch for all tasks: what one finds the others know. */
  private synchronized CursorWatch watch(TaskStateRequest request) {
    CursorWatch known = watch;
    if (known == null) {
      known =
          new CursorWatch(
              request.time()::milliseconds, request.time()::nanoseconds, config.detailed());
      watch = known;
    }
    return known;
  }

  /** The process's native memory; opened now if this instance has no part in it yet. */
  synchronized NativeBudget nativeBudget() {
    if (nativeBudget == null) {
      nativeBudget = memory.openNative(config.budgets().nativeBytes());
    }
    return nativeBudget;
  }
}
