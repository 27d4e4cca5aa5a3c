package io.thalweg.streams.stores;

import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.stores.answer.InputPositions;
import io.thalweg.streams.stores.buffer.GraceBuffer;
import io.thalweg.streams.stores.buffer.OuterJoinBuffer;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.directory.StateDirectory;
import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.ByteEngine;
import io.thalweg.streams.stores.engine.Keys;
import io.thalweg.streams.stores.engine.SnapshotDesk;
import io.thalweg.streams.stores.face.FacedJoinTable;
import io.thalweg.streams.stores.form.Budget;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.layer.ClosingRows;
import io.thalweg.streams.stores.layer.JoinTable;
import io.thalweg.streams.stores.layer.RowTable;
import io.thalweg.streams.stores.layer.SessionTable;
import io.thalweg.streams.stores.layer.WindowTable;
import io.thalweg.streams.stores.user.UserStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All state of one task. It has one owner thread at a time: the stream thread, or a restore thread
 * while restoring; only the owner calls it, except for {@link #readView}. Rows changed stay in
 * memory until {@link #commit} writes them, with the changelog positions they belong to, in one
 * batch: what is on disk is always what some commit left.
 */
public final class TaskState implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskState.class);
  private static final byte[] COMMIT_TIME = "commit".getBytes(StandardCharsets.UTF_8);
  private static final long COMMIT_TIME_PRECISION_MS = 60_000;
  private static final long BULK_RECORDS = 100_000;
  private static final int BULK_FLUSH_FACTOR = 10;

  private final TaskStateRequest request;
  private final List<ByteEngine> engines;
  private final Map<String, StoreStack<?, ?>> stores = new LinkedHashMap<>();
  private final Map<TopicPartition, StoreStack<?, ?>> byChangelog = new LinkedHashMap<>();
  private final SnapshotDesk desk;
  private final Budget.Account uncommitted;
  private final Budget.Account unemitted;
  private final FlushSchedule flushes;
  private final UserStores users;
  private final InputPositions inputs;
  private final Feeds feeds;
  private final LeakReport leaks;
  private final StoreMeters meters;

  // all below: owner
  private long lastCommitMs;
  private boolean bulk;
  private long restored;
  private long expired;
  private long wipes;
  private long commits;
  private long flushCount;
  private boolean closed;

  /** The budgets a task takes part in. */
  record Budgets(Budget tables, Budget uncommitted, Budget unemitted) {}

  TaskState(
      TaskStateRequest request,
      StateEngineConfig config,
      List<ByteEngine> engines,
      UserStores users,
      Budgets budgets,
      boolean dropped) {
    this.request = request;
    this.users = users;
    desk = users.desk();
    inputs = users.inputs();
    this.engines = engines;
    meters = new StoreMeters(request.time(), request.recordTimestamp(), config.detailed());
    leaks = new LeakReport(request.taskId(), request.time());
    flushes = new FlushSchedule(config.flush(), request.time().milliseconds());
    wipes = dropped ? 1 : 0;
    StoreStack.Surroundings around =
        new StoreStack.Surroundings(request, config, budgets.tables(), desk, users.answers());
    try {
      for (StoreSpec spec : request.stores()) {
        if (spec.supplier() == null) { // else it is the user's
          add(new StoreStack<>(spec, engineOf(spec), around));
        }
      }
      lastCommitMs = readCommitTime();
      users.open(persistentEngine());
      feeds = new Feeds(stores::get, users, persistentEngine());
    } catch (RuntimeException e) {
      stores.values().forEach(StoreStack::close);
      throw e;
    }
    uncommitted = budgets.uncommitted().open();
    unemitted = budgets.unemitted().open();
  }

  private void add(StoreStack<?, ?> stack) {
    stores.put(stack.spec().name(), stack);
    TopicPartition changelog = stack.changelog();
    if (changelog != null) {
      byChangelog.put(changelog, stack);
    }
    wipes += stack.wasReset() ? 1 : 0;
  }

  // ---- restore ----

  /** The next offset of a changelog to read; empty: from the beginning. */
  public OptionalLong position(TopicPartition changelog) {
    long position =
        users.has(changelog) ? users.header(changelog).position() : stack(changelog).position();
    return position < 0 ? OptionalLong.empty() : OptionalLong.of(position);
  }

  /** The id the changelog had when it was last written about; null if that is not known. */
  public @Nullable Uuid storedTopicId(TopicPartition changelog) {
    Uuid id =
        users.has(changelog) ? users.header(changelog).topicId() : stack(changelog).storedTopicId();
    return id.equals(Uuid.ZERO_UUID) ? null : id;
  }

  /** The changelog's id, to be kept from the next commit or restored batch on. */
  public void topicId(TopicPartition changelog, Uuid id) {
    if (users.has(changelog)) {
      users.topicId(changelog, id);
    } else {
      stack(changelog).topicId(id);
    }
  }

  /** When the last commit was written, in ms; -1 if never. Up to a minute early. */
  public long lastCommitMs() {
    return lastCommitMs;
  }

  /** What the stores hold is known to be in the changelogs now: as good as a commit. */
  public void asOf(long nowMs) {
    if (nowMs > lastCommitMs) {
      for (ByteEngine engine : engines) {
        Batch batch = engine.batch();
        putCommitTime(engine, batch, nowMs);
        engine.write(batch);
      }
      lastCommitMs = nowMs;
    }
  }

  /** Drops all rows and the position of a store: it is to be restored from the beginning. */
  public void reset(String store) {
    LOG.warn("Task {}: dropping the rows of store {} to rebuild them", request.taskId(), store);
    if (users.find(store) != null) {
      users.reset(store);
    } else {
      stack(store).reset();
    }
    feeds.reset(store);
    wipes++;
  }

  /**
   * Tells, before the first {@link #restore}, how many records will come. If they are many, writes
   * are made fast and reads impossible until {@link #restoreCompleted}.
   */
  public void prepareRestore(long records) {
    if (records >= BULK_RECORDS) {
      bulk = true;
      engines.forEach(ByteEngine::beginBulk);
    }
  }

  /**
   * Applies changelog records and remembers {@code nextPosition}, the next offset to read after
   * them, in one batch.
   */
  public void restore(
      TopicPartition changelog, List<ConsumerRecord<byte[], byte[]>> batch, long nextPosition) {
    if (users.has(changelog)) {
      users.restore(changelog, batch, nextPosition);
    } else {
      StoreStack<?, ?> stack = stack(changelog);
      expired += meters.restoring(stack.spec(), () -> stack.restore(batch, nextPosition));
      stack.handOver(); // versions were read; whoever comes next may be another thread
    }
    restored += batch.size();
    // in bulk mode files are not merged until the end: better few
    flushIfDue(
        bulk ? batch.size() / BULK_FLUSH_FACTOR : batch.size(), request.time().milliseconds());
  }

  /** How far a partition that feeds a store has been read; null: nothing of it. */
  public @Nullable FeedPosition feedPosition(String store, TopicPartition source) {
    return feeds.position(store, source);
  }

  /** A partition that feeds a store has been read up to there; kept from the next commit on. */
  public void fed(String store, TopicPartition source, FeedPosition position) {
    feeds.advance(store, source, position);
  }

  /** Takes over records that are a store's rows as they are, then remembers the position. */
  public void restoreFed(
      String store,
      TopicPartition source,
      List<ConsumerRecord<byte[], byte[]>> batch,
      FeedPosition next) {
    if (!batch.isEmpty()) {
      expired += feeds.restore(store, batch);
    }
    feeds.advance(store, source, next);
    restored += batch.size();
    commit(Map.of(), request.time().milliseconds());
    flushIfDue(
        bulk ? batch.size() / BULK_FLUSH_FACTOR : batch.size(), request.time().milliseconds());
  }

  /** Makes the state fit for reads again, after the last {@link #restore}. */
  public void restoreCompleted() {
    if (bulk) {
      bulk = false;
      engines.forEach(ByteEngine::endBulk);
      flushes.flushed(request.time().milliseconds());
    }
  }

  // ---- access ----

  /** The stores go to another thread. */
  void handOver() {
    users.handOver();
    stores.values().forEach(StoreStack::handOver);
  }

  /** The public face of a store, of the type its spec says. */
  public StateStore store(String name) {
    UserStore own = users.find(name);
    if (own != null) {
      return own.metricsScope() == null ? own.face() : meters.around(own.spec(), own.face());
    }
    StoreStack<?, ?> stack = stack(name);
    return meters.around(stack.spec(), stack.facade());
  }

  /**
   * Shows the metrics of the stores until the result is closed, or the state is.
   *
   * @param tags of the task: thread and task id
   */
  public AutoCloseable measure(Metrics metrics, Map<String, String> tags) {
    meters.show(metrics, tags, stores.values(), users.measurable());
    return meters;
  }

  /**
   * Point access for operators. With caching enabled, updates are emitted from now on. For a
   * versioned store it is a {@link VersionedTable}.
   */
  @SuppressWarnings("unchecked") // the topology pairs store and types
  public <K, V> RowTable<K, V> table(String name) {
    UserStore own = users.find(name);
    StoreSpec spec = own == null ? stack(name).spec() : own.spec();
    if (spec.kind() == StoreSpec.Kind.VERSIONED) {
      return versions(spec);
    }
    if (own != null) {
      return meters.around(spec, own.<K, V>table());
    }
    StoreStack<?, ?> stack = stack(name);
    stack.buffer().trackEmissions();
    return meters.around(stack.spec(), (RowTable<K, V>) stack.table());
  }

  @SuppressWarnings("unchecked") // as in table
  private <K, V> VersionedTable<K, V> versions(StoreSpec spec) {
    TopicPartition changelog = request.changelogs().get(spec.name());
    String topic = changelog == null ? spec.name() : changelog.topic();
    Serde<?> keys = Objects.requireNonNull(spec.keySerde(), spec.name());
    return new VersionedTable<>(
        (VersionedKeyValueStore<K, V>) store(spec.name()), Codec.of(keys, topic));
  }

  /** The object itself if the user's own builder made it, complete; else null. */
  public @Nullable StateStore usersOwn(String name) {
    UserStore own = users.find(name);
    return own == null ? null : own.built();
  }

  /** As {@link #table} for a session store. */
  @SuppressWarnings("unchecked") // the topology pairs store and types
  public <K, V> SessionTable<K, V> sessions(String name) {
    UserStore own = users.find(name);
    if (own != null) {
      return meters.around(own.spec(), own.<K, V>sessions());
    }
    StoreStack<?, ?> stack = stack(name);
    stack.buffer().trackEmissions();
    return meters.around(stack.spec(), (SessionTable<K, V>) stack.sessions());
  }

  /** As {@link #table} for a window store whose windows are looked for around a time. */
  @SuppressWarnings("unchecked") // the topology pairs store and types
  public <K, V> WindowTable<K, V> windows(String name) {
    UserStore own = users.find(name);
    if (own != null) {
      return meters.around(own.spec(), own.<K, V>windows());
    }
    StoreStack<?, ?> stack = stack(name);
    stack.buffer().trackEmissions();
    return meters.around(stack.spec(), (WindowTable<K, V>) stack.windows());
  }

  /** The rows of a window or session store by their time, for results that come at the end. */
  @SuppressWarnings("unchecked") // the topology pairs store and types
  public <K, V> ClosingRows<K, V> closings(String name) {
    UserStore own = users.find(name);
    return own != null ? own.closings() : (ClosingRows<K, V>) stack(name).closings();
  }

  /** Access for the operators of a stream-stream join to what one side has kept. */
  @SuppressWarnings("unchecked") // the topology pairs store and types
  public <K, V> JoinTable<K, V> joinTable(String name) {
    if (users.find(name) != null || meters.detailed()) {
      return new FacedJoinTable<>((WindowStore<K, V>) store(name));
    }
    return (JoinTable<K, V>) stack(name).joinTable();
  }

  /** Access for the operator of a left or outer stream-stream join. */
  public OuterJoinBuffer outerJoinBuffer(String name) {
    return Buffers.of(store(name), OuterJoinBuffer.class);
  }

  /** Access for a suppress operator. */
  public SuppressBuffer suppressBuffer(String name) {
    return Buffers.of(store(name), SuppressBuffer.class);
  }

  /** Access for the operator of a stream-table join with grace. */
  public GraceBuffer graceBuffer(String name) {
    return Buffers.of(store(name), GraceBuffer.class);
  }

  /** Access for other threads. Safe from any thread once the state was published to it. */
  public ReadView readView(String name) {
    UserStore own = users.find(name);
    return own != null ? users.readView(own) : stack(name).readView();
  }

  /** How far the input is in the stores: to be told by whoever processes it. */
  public InputPositions inputs() {
    return inputs;
  }

  /**
   * Serves readers that wait for a snapshot; a volatile read or two if there are none.
   *
   * @throws io.thalweg.streams.errors.TaskCorruptedException if a reader in another thread has
   *     found the files damaged
   */
  public void servePendingSnapshots() {
    for (ByteEngine engine : engines) {
      RuntimeException damage = engine.damage();
      if (damage != null) {
        throw damage;
      }
    }
    desk.serve();
  }

  /** Whether rows held back should be emitted now, for want of room. */
  public boolean emissionPressure() {
    long bytes = users.heldBytes();
    for (StoreStack<?, ?> stack : stores.values()) {
      bytes += stack.buffer().unemittedBytes();
    }
    unemitted.report(bytes);
    boolean pressure = bytes > 0 && unemitted.overdrawn(bytes);
    if (pressure) {
      users.relieve();
    }
    return pressure;
  }

  /** Whether a commit should come now: too many bytes or records are not committed. */
  public boolean commitPressure() {
    long bytes = users.pendingBytes();
    long rows = users.pendingRecords();
    for (StoreStack<?, ?> stack : stores.values()) {
      bytes += stack.upkeep().dirtyBytes();
      rows += stack.upkeep().dirtyRows();
    }
    uncommitted.report(bytes);
    return bytes > 0 && (flushes.wantsCommit(rows) || uncommitted.overdrawn(bytes));
  }

  // ---- commit ----

  /** Commit step 2: sends what the changelogs do not have yet. */
  public void writeChangelogs(ChangelogSink sink) {
    users.writeChangelogs(sink);
    for (StoreStack<?, ?> stack : byChangelog.values()) {
      TopicPartition changelog = stack.changelog();
      if (changelog != null) {
        stack.upkeep().writeChangelog(changelog, sink);
      }
    }
  }

  /**
   * Commit step 4, after Kafka's commit: writes all changed rows and positions in one batch.
   *
   * @param changelogPositions the next offsets after the records sent; changelogs that got none may
   *     be left out
   */
  public void commit(Map<TopicPartition, Long> changelogPositions, long commitTimeMs) {
    long written = meters.all("commit", () -> commitAll(changelogPositions, commitTimeMs));
    uncommitted.report(0);
    meters.sample();
    flushIfDue(written, request.time().milliseconds());
  }

  private long commitAll(Map<TopicPartition, Long> changelogPositions, long commitTimeMs) {
    long written = 0;
    for (ByteEngine engine : engines) {
      written += commit(engine, changelogPositions, commitTimeMs);
    }
    users.commit(changelogPositions);
    feeds.committed();
    return written;
  }

  /**
   * Whether {@link #rollback} can be called: a store that the user made cannot take back what it
   * has. If not, the state is to be closed dirty, opened again and restored.
   */
  public boolean canRollBack() {
    return users.canRollBack();
  }

  /** An aborted transaction: forgets everything that is not committed. */
  public void rollback() {
    users.rollback();
    stores.values().forEach(StoreStack::rollback);
    uncommitted.report(0);
    unemitted.report(0);
  }

  private long commit(
      ByteEngine engine, Map<TopicPartition, Long> changelogPositions, long commitTimeMs) {
    Batch batch = engine.batch();
    List<StoreStack<?, ?>> written = new ArrayList<>();
    long rows = 0;
    for (StoreStack<?, ?> stack : stores.values()) {
      if (stack.engine() == engine) {
        TopicPartition changelog = stack.changelog();
        Long position = changelog == null ? null : changelogPositions.get(changelog);
        if (stack.writeTo(batch, position)) {
          rows += stack.upkeep().dirtyRows();
          written.add(stack);
        }
      }
    }
    if (feeds.writeTo(engine, batch, false)
        || !written.isEmpty()
        || commitTimeMs - lastCommitMs >= COMMIT_TIME_PRECISION_MS) {
      putCommitTime(engine, batch, commitTimeMs);
      engine.write(batch);
      lastCommitMs = commitTimeMs;
      commits++;
    }
    written.forEach(stack -> stack.upkeep().written());
    return rows;
  }

  /** Flushes what is committed to disk, and waits for it. */
  void persist() {
    flush(true);
    flushes.flushed(request.time().milliseconds());
  }

  private static void putCommitTime(ByteEngine engine, Batch batch, long timeMs) {
    byte[] time = new byte[8];
    Keys.putLong(time, 0, timeMs);
    batch.put(engine.meta(), COMMIT_TIME, time);
  }

  private void flushIfDue(long records, long nowMs) {
    if (flushes.due(records, nowMs)) {
      flush(false);
      flushes.flushed(nowMs);
    }
  }

  private void flush(boolean wait) {
    flushCount += meters.all("flush", () -> flushAll(wait));
  }

  private long flushAll(boolean wait) {
    long flushed = 0;
    for (ByteEngine engine : engines) {
      if (engine.persistent()) {
        engine.flush(wait);
        flushed++;
      }
    }
    return flushed;
  }

  // ---- end ----

  /** After a commit: flushes to disk, so that a restart has nothing to restore, and closes. */
  @Override
  public void close() {
    if (!closed) {
      try {
        restoreCompleted();
        users.close(true);
        flush(true);
      } catch (TaskCorruptedException e) {
        LOG.warn("Task {}: damage found while closing", request.taskId(), e); // dropped below
      } finally {
        closeDirty();
      }
    }
  }

  /** Closes without a flush: the next start may find an older commit. */
  public void closeDirty() {
    if (!closed) {
      closed = true;
      meters.close();
      users.close(false);
      users.measurable().forEach(store -> leaks.report(store.spec().name(), store.openCursors()));
      stores.values().forEach(stack -> leaks.report(stack.spec().name(), stack.openCursors()));
      stores.values().forEach(StoreStack::close);
      engines.forEach(ByteEngine::close);
      uncommitted.close();
      unemitted.close();
      if (request.directory() != null) {
        StateDirectory.touch(request.directory());
      }
    }
  }

  public StateStats stats() {
    long reads = 0;
    long rows = 0;
    long bytes = 0;
    long dirtyRows = 0;
    long dirtyBytes = 0;
    for (StoreStack<?, ?> stack : stores.values()) {
      reads += stack.buffer().engineReads();
      rows += stack.buffer().rowCount();
      bytes += stack.buffer().bytes();
      dirtyRows += stack.upkeep().dirtyRows();
      dirtyBytes += stack.upkeep().dirtyBytes();
    }
    return new StateStats(
        restored, expired, wipes, commits, flushCount, reads, rows, bytes, dirtyRows, dirtyBytes);
  }

  private ByteEngine engineOf(StoreSpec spec) {
    for (ByteEngine engine : engines) {
      if (engine.persistent() != StoreSpecs.inMemory(spec)) {
        return engine;
      }
    }
    throw new IllegalStateException("No engine for store " + spec.name());
  }

  private @Nullable ByteEngine persistentEngine() {
    for (ByteEngine engine : engines) {
      if (engine.persistent()) {
        return engine;
      }
    }
    return null;
  }

  private StoreStack<?, ?> stack(String name) {
    StoreStack<?, ?> stack = stores.get(name);
    if (stack == null) {
      throw new IllegalArgumentException(
          "Task " + request.taskId() + " has no store " + name + "; it has " + stores.keySet());
    }
    return stack;
  }

  private StoreStack<?, ?> stack(TopicPartition changelog) {
    StoreStack<?, ?> stack = byChangelog.get(changelog);
    if (stack == null) {
      throw new IllegalArgumentException(
          "Task " + request.taskId() + " has no store with changelog " + changelog);
    }
    return stack;
  }

  private long readCommitTime() {
    long latest = -1;
    for (ByteEngine engine : engines) {
      byte[] time = engine.meta().get(COMMIT_TIME);
      if (time != null) {
        latest = Math.max(latest, Keys.getLong(time, 0));
      }
    }
    return latest;
  }
}
