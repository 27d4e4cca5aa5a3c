package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.plan.BuiltStore;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.BatchingStateRestoreCallback;
import io.thalweg.streams.processor.CommitCallback;
import io.thalweg.streams.processor.StateRestoreCallback;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.state.StoreSupplier;
import io.thalweg.streams.state.TimestampedBytesStore;
import io.thalweg.streams.stores.answer.Answering;
import io.thalweg.streams.stores.answer.TaskAnswers;
import io.thalweg.streams.stores.directory.Trash;
import io.thalweg.streams.stores.engine.CursorWatch;
import io.thalweg.streams.stores.engine.Lease;
import io.thalweg.streams.stores.engine.OpenCursors;
import io.thalweg.streams.stores.engine.SnapshotDesk;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.form.HeaderBytes;
import io.thalweg.streams.stores.layer.ClosingRows;
import io.thalweg.streams.stores.layer.RowTable;
import io.thalweg.streams.stores.layer.SessionTable;
import io.thalweg.streams.stores.layer.WindowTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A store that the user made, in a task. What is written to it cannot be taken back: a rolled back
 * transaction or an unclean stop under exactly-once leaves it to be rebuilt from its changelog.
 * Owner thread only, but for what {@link #queried} gives.
 */
public final class UserStore {
  /** What a store is told of an offset that is not known, as by Kafka Streams. */
  private static final long UNKNOWN_OFFSET = -4;

  private final Setting setting;
  private final StoreSpec spec;
  private final OpenCursors cursors;
  private volatile Incarnation now; // written by the owner
  private boolean open;
  private boolean used; // whether somebody got a face to write with, of which we see nothing

  /**
   * Where a store lives.
   *
   * @param directory of the store alone; null if the task has none
   * @param changelog null if it is not logged
   * @param recordTimestamp of the record in hand
   * @param recordHeaders of the record in hand
   * @param dedup whether the changelog gets one record per key and commit
   */
  public record Setting(
      StoreSpec spec,
      TaskId task,
      @Nullable Path directory,
      @Nullable TopicPartition changelog,
      TaskEnvironment environment,
      LongSupplier recordTimestamp,
      Supplier<Headers> recordHeaders,
      boolean dedup,
      boolean caching,
      Readers readers) {}

  /** Who serves scans of other threads, watches open iterators and answers queries. */
  public record Readers(
      SnapshotDesk desk,
      CursorWatch watch,
      TaskAnswers answers,
      Function<UserStore, Answering> answering) {}

  /** Has the store made, not opened. */
  public UserStore(Setting setting) {
    this.setting = setting;
    spec = setting.spec();
    cursors = new OpenCursors(setting.readers().watch());
    now = make();
  }

  private Incarnation make() {
    StoreSupplier<?> supplier = Objects.requireNonNull(spec.supplier(), spec.name());
    StateStore store = calling("be made", supplier::get);
    UserStoreContext context =
        new UserStoreContext(
            new UserStoreContext.Place(
                spec.name(), setting.task(), setting.directory(), setting.changelog()),
            setting.environment(),
            setting.readers().answers(),
            setting.recordTimestamp());
    Lease lease = new Lease();
    if (supplier instanceof BuiltStore) {
      return new Incarnation(store, context, null, null, lease);
    }
    boolean dedup = setting.dedup() && spec.kind() != StoreSpec.Kind.VERSIONED; // each counts
    PendingChanges changes =
        new PendingChanges(
            setting.changelog() != null,
            dedup,
            spec.kind().withHeaders() ? setting.recordHeaders() : null);
    Traffic traffic =
        new Traffic(
            UserKinds.rows(spec, store),
            RowForm.of(spec, store),
            changes,
            setting.caching() && UserKinds.cacheable(spec));
    if (store instanceof LruStore lru && !spec.kind().timestamped()) {
      lru.onEviction(
          key ->
              traffic.changed(RowKey.of(key.get()), null, setting.recordTimestamp().getAsLong()));
    }
    return new Incarnation(
        store, context, traffic, new OwnerAccess(spec.name(), traffic, cursors), lease);
  }

  // ---- life ----

  /** Iterators over it that are open. */
  public OpenCursors openCursors() {
    return cursors;
  }

  /** Whether rows are held back before they are written. */
  public boolean caching() {
    Traffic traffic = now.traffic();
    return traffic != null && traffic.held() != null;
  }

  /** How often the store was asked for a row. */
  public long reads() {
    Traffic traffic = now.traffic();
    return traffic == null ? 0 : traffic.reads();
  }

  /**
   * What its supplier calls this sort of stores; null if nothing stands between it and its user.
   */
  public @Nullable String metricsScope() {
    return now.traffic() == null ? null : Objects.requireNonNull(spec.supplier()).metricsScope();
  }

  public StoreSpec spec() {
    return spec;
  }

  public @Nullable TopicPartition changelog() {
    return setting.changelog();
  }

  /** Whether the store says that its rows survive. */
  public boolean persistent() {
    return now.store().persistent();
  }

  /** Opens the store; it has to register its restore callback then. */
  public void open() {
    Incarnation opening = now;
    running("open", () -> opening.store().init(opening.context(), root(opening)));
    open = true;
    if (setting.changelog() != null
        && opening.context().restoreCallback() == null
        && opening.context().inner().isEmpty()) {
      throw new ProcessorStateException(
          where()
              + " has a changelog, but did not register a restore callback in init():"
              + " call context.register(root, callback) there, or disable logging");
    }
  }

  private StateStore root(Incarnation opening) {
    return opening.traffic() == null ? opening.store() : face();
  }

  /** Drops what the store has written to its directory. Before {@link #open}. */
  public void wipe() {
    Path directory = setting.directory();
    if (directory != null && Files.exists(directory)) {
      Path all = Objects.requireNonNull(directory.getParent());
      Trash.discard(directory, all.resolveSibling("trash"), 0);
    }
  }

  /** Closes, wipes and opens it again, empty. */
  public void rebuild() {
    close();
    wipe();
    now = make();
    open();
  }

  public void close() {
    if (open) {
      open = false;
      Incarnation closing = now;
      running("close", closing::close);
    }
  }

  // ---- restore ----

  /** Whether the store itself keeps account of the offset it has reached. */
  @SuppressWarnings("deprecation") // stores are still asked, as by Kafka Streams
  public boolean managesOffsets() {
    return setting.changelog() != null && now.store().managesOffsets();
  }

  /**
   * The next offset to read, -1 for the beginning: what the store says if it keeps account of it,
   * else {@code kept}.
   */
  public long position(long kept) {
    TopicPartition changelog = setting.changelog();
    if (changelog == null || !managesOffsets()) {
      return kept;
    }
    Long committed =
        calling("tell its committed offset", () -> now.store().committedOffset(changelog));
    return committed == null || committed < 0 ? -1 : committed + 1;
  }

  /** Applies changelog records. */
  public void restore(List<ConsumerRecord<byte[], byte[]>> records) {
    if (records.isEmpty()) {
      return;
    }
    List<TaskStoreContext.Inner> inner = now.context().inner();
    // behind a supplier the rows of ours are bytes as the callback gets them, unless versioned
    boolean whole = now.traffic() == null || spec.kind() == StoreSpec.Kind.VERSIONED;
    if (whole && !inner.isEmpty()) {
      running("restore", () -> inner.forEach(store -> store.restore(records)));
      return;
    }
    StateRestoreCallback callback = Objects.requireNonNull(now.context().restoreCallback());
    List<KeyValue<byte[], byte[]>> rows = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.key() != null) {
        rows.add(new KeyValue<>(record.key(), stored(record)));
      }
    }
    running(
        "restore",
        () -> {
          if (callback instanceof BatchingStateRestoreCallback batching) {
            batching.restoreAll(rows);
          } else {
            rows.forEach(row -> callback.restore(row.key, row.value));
          }
        });
  }

  @SuppressWarnings("NullAway") // a callback is given null for a tombstone
  private byte[] stored(ConsumerRecord<byte[], byte[]> record) {
    Traffic traffic = now.traffic();
    RowForm form =
        traffic != null
            ? traffic.form()
            : now.store() instanceof TimestampedBytesStore ? RowForm.STAMPED : RowForm.PLAIN;
    byte[] value = record.value();
    boolean headed = traffic != null && traffic.changes().headed();
    return form.stored(
        headed && value != null ? HeaderBytes.join(record.headers(), value) : value,
        record.timestamp());
  }

  // ---- access ----

  /** The public face, for the owner thread. */
  public StateStore face() {
    Traffic traffic = now.traffic();
    OwnerAccess owner = now.owner();
    if (traffic == null || owner == null) {
      used = true;
      return now.store();
    }
    return UserKinds.face(spec.kind(), now.store(), face(traffic, owner));
  }

  private UserKinds.Parts face(Traffic traffic, Access access) {
    return new UserKinds.Parts(
        spec,
        topic(),
        now.store().persistent(),
        traffic,
        access,
        setting.recordTimestamp(),
        () -> setting.readers().answering().apply(this));
  }

  /** The store goes to another thread. */
  public void handOver() {
    OwnerAccess owner = now.owner();
    if (owner != null) {
      owner.handOver();
    }
  }

  /** The object itself if the user's own builder made it; else null. */
  public @Nullable StateStore built() {
    return now.traffic() == null ? now.store() : null;
  }

  /** Point access for operators. */
  public <K, V> RowTable<K, V> table() {
    Traffic traffic = emitting();
    return new UserTable<>(traffic, UserKinds.keys(spec, topic()), UserKinds.values(spec, topic()));
  }

  private Traffic emitting() {
    Traffic traffic = now.traffic();
    if (traffic == null) {
      throw new IllegalStateException(where() + " is no store of the DSL");
    }
    HeldRows held = traffic.held();
    if (held != null) {
      held.emitFromNowOn();
    }
    return traffic;
  }

  /** As {@link #table} of a window store. */
  public <K, V> WindowTable<K, V> windows() {
    Traffic traffic = emitting();
    return new UserWindowTable<>(
        traffic,
        UserKinds.window(spec, now.store()),
        UserKinds.keys(spec, topic()),
        UserKinds.values(spec, topic()));
  }

  /** As {@link #table} of a session store. */
  public <K, V> SessionTable<K, V> sessions() {
    Traffic traffic = emitting();
    return new UserSessionTable<>(
        traffic,
        UserKinds.session(spec, now.store()),
        UserKinds.keys(spec, topic()),
        UserKinds.values(spec, topic()));
  }

  /** The rows of a window or session store by their time. */
  public <K, V> ClosingRows<K, V> closings() {
    UserClosings.Between rows =
        spec.kind().sessions()
            ? UserKinds.session(spec, now.store())::findSessions
            : UserKinds.window(spec, now.store())::fetchAll;
    return new UserClosings<>(
        emitting(), rows, UserKinds.keys(spec, topic()), UserKinds.values(spec, topic()));
  }

  /**
   * What other threads read: a store of that kind, or the object that the user's own builder made.
   * To be called by the owner; what it gives is safe from any thread.
   */
  public StateStore queried(StoreSpec.Kind kind) {
    Incarnation shown = now;
    Traffic traffic = shown.traffic();
    return traffic == null
        ? shown.store()
        : UserKinds.face(
            kind,
            shown.store(),
            face(
                traffic,
                new SharedAccess(
                    spec.name(), traffic, shown.lease(), setting.readers().desk(), cursors)));
  }

  /** Asks the user's store itself. Any thread, if the user's store says so. */
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return now.store().query(query, bound, config);
  }

  /** Whether the store can be read. Any thread. */
  public boolean isReadable() {
    return !now.lease().isShut();
  }

  private String topic() {
    TopicPartition changelog = setting.changelog();
    return changelog == null ? spec.name() : changelog.topic();
  }

  // ---- commit ----

  /** Bytes held back from emission. */
  public long heldBytes() {
    Traffic traffic = now.traffic();
    HeldRows held = traffic == null ? null : traffic.held();
    return held == null ? 0 : held.bytes();
  }

  /** For want of room: writes what is held and nobody will ask to be emitted. */
  public void relieve() {
    Traffic traffic = now.traffic();
    HeldRows held = traffic == null ? null : traffic.held();
    if (traffic != null && held != null && !held.emits()) {
      traffic.writeOut();
    }
  }

  /** Bytes that the changelog does not have yet. */
  public long pendingBytes() {
    Traffic traffic = now.traffic();
    return traffic == null ? 0 : traffic.changes().bytes();
  }

  /** Records that the changelog does not have yet. */
  public long pendingRecords() {
    Traffic traffic = now.traffic();
    return traffic == null ? 0 : traffic.changes().count();
  }

  /** Commit step 2: writes what is held, and sends what the changelog does not have yet. */
  public void writeChangelog(ChangelogSink sink) {
    Traffic traffic = now.traffic();
    TopicPartition changelog = setting.changelog();
    if (traffic != null) {
      traffic.writeOut();
      if (changelog != null) {
        traffic.changes().send(changelog, sink);
      }
    } else if (changelog != null) {
      now.context().inner().forEach(inner -> inner.writeChangelog(changelog, sink));
    }
  }

  /** Commit step 4: has the store make durable what it has; {@code position} -1 if not known. */
  public void commit(long position) {
    TopicPartition changelog = setting.changelog();
    Map<TopicPartition, Long> offsets =
        changelog == null || !persistent()
            ? Map.of()
            : Map.of(changelog, position > 0 ? position - 1 : UNKNOWN_OFFSET);
    running("commit", () -> now.store().commit(offsets));
    for (CommitCallback callback : now.context().commitCallbacks()) {
      try {
        callback.onCommit();
      } catch (IOException e) {
        throw new ProcessorStateException(where() + " failed to commit", e);
      }
    }
    if (now.traffic() != null) {
      now.traffic().committed();
    }
  }

  /** Whether the store may have what is not committed. */
  public boolean uncommitted() {
    Traffic traffic = now.traffic();
    return traffic == null ? used : traffic.written();
  }

  /** Forgets what has not reached the store yet. */
  public void rollback() {
    Traffic traffic = now.traffic();
    if (traffic != null) {
      traffic.rollback();
    }
  }

  // ---- the user's code ----

  private String where() {
    return "Store "
        + spec.name()
        + " of task "
        + setting.task()
        + ", made by "
        + Objects.requireNonNull(spec.supplier()).getClass().getName()
        + ",";
  }

  private void running(String what, Runnable code) {
    calling(
        what,
        () -> {
          code.run();
          return this;
        });
  }

  private <T extends @Nullable Object> T calling(String what, Supplier<T> code) {
    try {
      return code.get();
    } catch (ProcessorStateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ProcessorStateException(where() + " failed to " + what + ": " + e.getMessage(), e);
    }
  }
}
