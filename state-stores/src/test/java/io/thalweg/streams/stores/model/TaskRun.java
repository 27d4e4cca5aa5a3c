package io.thalweg.streams.stores.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.StateEngineConfig;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.TaskStateRequest;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.kit.ManualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * One task with eight stores of a kind, one for each choice of caching, logging and values kept as
 * objects; random operations on them, and on the task: commits, rollbacks, flushes, restarts with
 * an intact, an older or no directory. The changelogs are kept here. Several rounds use one
 * database: each begins with stores reset.
 */
final class TaskRun implements AutoCloseable {
  private static final int STORES = 8;
  private static final long BULK = 1_000_000; // records announced: more than enough for bulk mode
  private static final int STEPS_PER_STORE = 50;

  private final Random random;
  private final Path directory;
  private final @Nullable Consumer<String> tracer;
  private final StateEngineConfig config;
  private final boolean onDisk;
  private final List<Tested> stores = new ArrayList<>();
  private final ManualTime time = new ManualTime();
  private long commitTime = 1_000_000;
  private long committedBeforeReset;
  private long recordTimestamp = 7;
  private @Nullable HeldScan heldScan;
  private StateEngine engine;
  private TaskState state;

  /** A view's iterator that stays open while other things happen. */
  private record HeldScan(List<String> expected, KeyValueIterator<?, ?> iterator) {}

  /** One of the stores, and what each commit left in it. */
  private static final class Tested {
    final StoreSpec spec;
    final StoreAccess access;
    final StoreModel<?> model;
    final Changelog changelog;
    final Map<Long, Object> byTime = new HashMap<>();
    final Map<Long, Object> byPosition = new HashMap<>();
    @Nullable Object committed;

    Tested(StoreSpec spec, StoreAccess access, StoreModel<?> model) {
      this.spec = spec;
      this.access = access;
      this.model = model;
      changelog = new Changelog(new TopicPartition("app-" + spec.name() + "-changelog", 0));
    }

    boolean logged() {
      return spec.options().logging();
    }

    void committed(long time) {
      Object copy = model.save();
      committed = copy;
      byTime.put(time, copy);
      byPosition.put(changelog.end(), copy);
    }
  }

  TaskRun(ModelKind kind, long seed, Path directory, @Nullable Consumer<String> tracer) {
    random = new Random(seed);
    this.directory = directory;
    this.tracer = tracer;
    onDisk = onDisk(seed);
    long tableBytes = random.nextBoolean() ? 2_000 : 1 << 20;
    boolean dedup = random.nextBoolean();
    int flushRecords = random.nextInt(3) == 0 ? 1_000_000 : 1_000;
    StateEngineConfig base = StateEngineConfig.defaults();
    config =
        new StateEngineConfig(
            new StateEngineConfig.Budgets(
                random.nextInt(4) == 0 ? 4 << 20 : 64 << 20, tableBytes, 64 << 20, 1 << 20),
            new StateEngineConfig.FlushPolicy(10_000, flushRecords),
            dedup,
            base.configSetter(),
            base.configs());
    StoreSpec.Engine where = onDisk ? StoreSpec.Engine.ROCKSDB : StoreSpec.Engine.IN_MEMORY;
    for (int i = 0; i < STORES; i++) {
      StoreSpec spec =
          kind.spec()
              .of(new ModelKind.Options("s" + i, where, (i & 1) != 0, (i & 2) == 0, (i & 4) != 0));
      stores.add(new Tested(spec, new StoreAccess(this, spec), kind.model().of(spec, random)));
    }
    engine = StateEngine.create(config);
    state = open();
  }

  /** Every sixteenth task is on disk, and does more sequences: a quarter of all. */
  private static boolean onDisk(long seed) {
    return Math.floorMod(seed, 16) == 0;
  }

  static int rounds(long seed) {
    return onDisk(seed) ? 10 : 2;
  }

  static int sequences(long seed) {
    return rounds(seed) * STORES;
  }

  void run(long seed) {
    for (int round = 0; round < rounds(seed); round++) {
      for (int i = 0; i < STORES * STEPS_PER_STORE; i++) {
        recordTimestamp++;
        step(random.nextInt(1_000));
      }
      commit();
      stores.forEach(store -> store.model.checkAll(store.access));
      reset();
    }
  }

  private void step(int dice) {
    Tested store = stores.get(random.nextInt(STORES));
    if (dice < 650) {
      store.model.change(random, store.access);
    } else if (dice < 890) {
      store.model.read(random, store.access);
    } else if (dice < 950) {
      commit();
      store.model.checkAll(store.access);
    } else if (dice < 965) {
      emit(store);
    } else if (dice < 980) {
      rollback();
    } else if (dice < 985) {
      time.advance(random.nextInt(15_000));
      state.servePendingSnapshots();
    } else if (dice < 997) {
      scan(store);
    } else {
      restart();
    }
  }

  // ---- what happens to the task ----

  private void commit() {
    trace(() -> "commit");
    stores.forEach(this::emit);
    Map<TopicPartition, Long> positions = new HashMap<>();
    state.writeChangelogs(new ToChangelogs(positions));
    for (Tested store : stores) {
      long sent = store.changelog.takeAppended();
      store.model.checkRecordCount(store.access, sent);
    }
    commitTime += 60_000; // so far apart that the state remembers each
    state.commit(positions, commitTime);
    assertEquals(0, state.stats().uncommittedRows());
    stores.forEach(store -> store.committed(commitTime));
  }

  /** What is sent, and how far the changelogs are then. */
  private final class ToChangelogs implements ChangelogSink {
    private final Map<TopicPartition, Long> positions;

    ToChangelogs(Map<TopicPartition, Long> positions) {
      this.positions = positions;
    }

    @Override
    public void send(TopicPartition to, byte[] key, byte @Nullable [] value, long timestamp) {
      send(to, key, value, timestamp, List.of());
    }

    @Override
    public void send(
        TopicPartition to,
        byte[] key,
        byte @Nullable [] value,
        long timestamp,
        Iterable<Header> headers) {
      changelog(to).append(key, value, timestamp, headers);
      positions.put(to, changelog(to).end());
    }
  }

  private void emit(Tested store) {
    if (store.spec.options().caching()) {
      trace(() -> "emit " + store.spec.name());
      store.model.checkEmissions(store.access);
    }
  }

  private void rollback() {
    trace(() -> "rollback");
    state.rollback();
    stores.forEach(store -> store.model.load(store.committed));
  }

  /** Opens a scan, or ends the one that is open. In memory it may see later commits. */
  private void scan(Tested store) {
    HeldScan scan = heldScan;
    if (scan == null && store.model.scannable()) {
      trace(() -> "open scan of " + store.spec.name());
      heldScan = new HeldScan(store.model.contents(), store.model.scan(store.access, true, true));
      return;
    }
    if (scan == null) {
      return;
    }
    trace(() -> "end scan");
    heldScan = null;
    List<String> found = StoreModel.show(scan.iterator());
    if (onDisk) {
      assertEquals(scan.expected(), found, "a scan that was open for a while");
    }
  }

  private void closeScan() {
    HeldScan scan = heldScan;
    if (scan != null) {
      heldScan = null;
      scan.iterator().close();
    }
  }

  /** Everything is dropped: another sequence begins. */
  private void reset() {
    trace(() -> "reset");
    closeScan();
    committedBeforeReset = commitTime;
    for (Tested store : stores) {
      state.reset(store.spec.name());
      store.changelog.truncate();
      store.model.load(null);
    }
    commit();
  }

  // ---- restart ----

  private void restart() {
    closeScan();
    StateStore facade = stores.get(0).access.store();
    boolean clean = random.nextBoolean();
    if (clean) {
      commit();
    }
    reopen(clean);
    assertFalse(facade.isOpen());
    restore();
    for (Tested store : stores) {
      store.model.load(store.committed);
      store.model.checkAll(store.access);
    }
  }

  private void reopen(boolean clean) {
    trace(() -> clean ? "restart" : "crash");
    if (clean) {
      state.close();
    } else {
      state.closeDirty();
    }
    engine.close();
    if (!clean && random.nextInt(4) == 0) {
      trace(() -> "directory lost");
      delete();
    }
    engine = StateEngine.create(config);
    state = open();
    trace(() -> "found the commit of " + state.lastCommitMs());
    if (clean && onDisk) {
      assertEquals(commitTime, state.lastCommitMs(), "the last commit");
    }
    for (Tested store : stores) {
      if (store.logged()) {
        checkLogged(store, clean && onDisk);
      } else {
        checkUnlogged(store);
      }
    }
  }

  /** What was lost is lost, but not more than the commits after the one found. */
  private void checkUnlogged(Tested store) {
    long found = state.lastCommitMs();
    store.committed = store.byTime.get(found);
    assertTrue(store.committed != null || found < 0, "a commit of ours");
    if (found == committedBeforeReset && store.model.isEmpty(store.access)) {
      store.committed = null; // the reset was flushed, but not the commit that followed
    }
    store.model.load(store.committed);
    store.model.checkAll(store.access);
  }

  /** Before anything is restored a store holds what it held at its position. */
  private void checkLogged(Tested store, boolean clean) {
    OptionalLong position = state.position(store.changelog.partition());
    if (clean && position.isPresent()) {
      assertEquals(
          store.changelog.end(), position.getAsLong(), store.spec.name() + ": nothing to restore");
    }
    if (position.isEmpty() || store.byPosition.containsKey(position.getAsLong())) {
      store.model.load(position.isEmpty() ? null : store.byPosition.get(position.getAsLong()));
      store.model.checkAll(store.access);
    }
  }

  /** Reads the changelogs, maybe compacted, maybe in bulk, maybe not to the end at once. */
  private void restore() {
    boolean compacted = random.nextInt(3) == 0;
    if (onDisk && random.nextInt(8) == 0) {
      trace(() -> "bulk");
      state.prepareRestore(BULK);
    }
    for (Tested store : stores) {
      if (!store.logged()) {
        continue;
      }
      TopicPartition partition = store.changelog.partition();
      if (state.position(partition).orElse(store.changelog.start()) < store.changelog.start()) {
        state.reset(store.spec.name()); // of records that are gone
      }
      boolean lastOnly = compacted && store.model.restorableFromLastRecords();
      if (lastOnly) {
        // on the way there are fewer rows, and memory may run short, which flushes them
        store.byPosition.keySet().removeIf(position -> position < store.changelog.end());
      }
      List<ConsumerRecord<byte[], byte[]>> missing =
          store.changelog.from(state.position(partition).orElse(0), lastOnly);
      while (!missing.isEmpty()) {
        if (onDisk && random.nextInt(60) == 0) {
          reopen(false);
          restore();
          return;
        }
        int size = Math.min(missing.size(), 1 + random.nextInt(40));
        List<ConsumerRecord<byte[], byte[]>> batch = missing.subList(0, size);
        missing = missing.subList(size, missing.size());
        long next = missing.isEmpty() ? store.changelog.end() : missing.get(0).offset();
        trace(() -> "restore " + store.spec.name() + " to " + next);
        state.restore(partition, batch, next);
      }
    }
    state.restoreCompleted();
  }

  // ---- surroundings ----

  TaskState state() {
    return state;
  }

  boolean dedup() {
    return config.changelogDedup();
  }

  long recordTimestamp() {
    return recordTimestamp;
  }

  void trace(Supplier<String> operation) {
    if (tracer != null) {
      tracer.accept(operation.get());
    }
  }

  private Changelog changelog(TopicPartition partition) {
    for (Tested store : stores) {
      if (store.logged() && store.changelog.partition().equals(partition)) {
        return store.changelog;
      }
    }
    throw new AssertionError("no such changelog: " + partition);
  }

  private TaskState open() {
    Map<String, TopicPartition> changelogs = new HashMap<>();
    List<StoreSpec> specs = new ArrayList<>();
    for (Tested store : stores) {
      specs.add(store.spec);
      if (store.logged()) {
        changelogs.put(store.spec.name(), store.changelog.partition());
      }
    }
    TaskState opened =
        engine.open(
            new TaskStateRequest(
                new TaskId(0, 0),
                directory,
                specs,
                changelogs,
                Map.of(),
                time,
                () -> recordTimestamp));
    for (StoreSpec spec : specs) {
      opened.table(spec.name()); // as the operators of cached stores do: updates are emitted
    }
    return opened;
  }

  private void delete() {
    try {
      Utils.delete(directory.toFile());
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closeScan();
    state.closeDirty();
    engine.close();
    delete();
  }
}
