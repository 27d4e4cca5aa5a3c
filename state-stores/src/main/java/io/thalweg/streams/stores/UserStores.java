package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.answer.InputPositions;
import io.thalweg.streams.stores.answer.TaskAnswers;
import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.ByteEngine;
import io.thalweg.streams.stores.engine.CursorWatch;
import io.thalweg.streams.stores.engine.SnapshotDesk;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.user.UserStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores of a task that the user made, and what is written about them: the changelog position
 * that a store has reached, after the store has committed it. Under exactly-once nothing is written
 * while a store may have what is not committed, so that after an unclean stop it has no position
 * and is rebuilt. Owner thread only.
 */
final class UserStores {
  private static final Logger LOG = LoggerFactory.getLogger(UserStores.class);
  private static final String LAYOUT = "a store of the user's";

  private final TaskStateRequest request;
  private final boolean exactlyOnce;
  private final SnapshotDesk desk = new SnapshotDesk();
  private final InputPositions inputs = new InputPositions();
  private final TaskAnswers answers;
  private final CursorWatch watch;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private @Nullable ByteEngine meta; // has the headers of those that are persistent
  private boolean closed;

  private static final class Member {
    final UserStore store;
    final byte[] headerKey;
    StoreHeader header;
    Uuid topicId;
    boolean failed;

    Member(UserStore store, Uuid topicId) {
      this.store = store;
      this.topicId = topicId;
      headerKey = ("user/" + store.spec().name()).getBytes(StandardCharsets.UTF_8);
      header = StoreHeader.blank(LAYOUT, store.changelog());
    }

    boolean logged() {
      return store.changelog() != null;
    }
  }

  /** Has the stores made, but not opened. */
  UserStores(TaskStateRequest request, StateEngineConfig config) {
    this.request = request;
    boolean caches = config.budgets().cacheBytes() > 0;
    answers =
        new TaskAnswers(
            request.taskId().partition(),
            request.stores().stream()
                .filter(spec -> caches && spec.options().caching())
                .map(StoreSpec::name)
                .collect(Collectors.toSet()),
            inputs,
            request.time());
    watch =
        new CursorWatch(
            request.time()::milliseconds, request.time()::nanoseconds, config.detailed());
    exactlyOnce = request.environment().exactlyOnce();
    for (StoreSpec spec : request.stores()) {
      if (spec.supplier() != null) {
        TopicPartition changelog = request.changelogs().get(spec.name());
        Uuid topicId =
            changelog == null
                ? Uuid.ZERO_UUID
                : request.topicIds().getOrDefault(changelog, Uuid.ZERO_UUID);
        members.put(spec.name(), new Member(new UserStore(setting(spec, config)), topicId));
      }
    }
  }

  /** Where readers ask the owner of all of the task's stores. */
  SnapshotDesk desk() {
    return desk;
  }

  /** Who answers queries about all of the task's stores. */
  TaskAnswers answers() {
    return answers;
  }

  /** How far the input is in all of the task's stores. */
  InputPositions inputs() {
    return inputs;
  }

  /** Access for other threads to one of them. */
  ReadView readView(UserStore store) {
    return UserReadView.of(store, answers);
  }

  private UserStore.Setting setting(StoreSpec spec, StateEngineConfig config) {
    Path directory = request.directory();
    return new UserStore.Setting(
        spec,
        request.taskId(),
        directory == null ? null : directory.resolve("user").resolve(spec.name()),
        request.changelogs().get(spec.name()),
        request.environment(),
        request.recordTimestamp(),
        request.recordHeaders(),
        config.changelogDedup(),
        spec.options().caching() && config.budgets().cacheBytes() > 0,
        new UserStore.Readers(desk, watch, answers, this::readView));
  }

  /** Whether one of them keeps rows on disk, so that its position has to be kept there, too. */
  boolean persistent() {
    return members.values().stream().anyMatch(member -> member.store.persistent());
  }

  /** Opens them; {@code engine} keeps their positions and is null if none is persistent. */
  void open(@Nullable ByteEngine engine) {
    meta = engine;
    for (Member member : members.values()) {
      open(member);
    }
    if (exactlyOnce && engine != null) {
      engine.flush(true); // nothing may reach the stores before
    }
  }

  private void open(Member member) {
    UserStore store = member.store;
    boolean known = store.persistent() && load(member);
    boolean trusted = known || (store.managesOffsets() && !exactlyOnce);
    if (!trusted && store.persistent()) {
      if (member.logged()) {
        store.wipe();
      } else if (exactlyOnce) {
        LOG.warn(
            "Store {} of task {} is not logged: if its last stop was unclean, it has what was not"
                + " committed",
            store.spec().name(),
            request.taskId());
      }
    }
    store.open();
    if (trusted) {
      StoreHeader header = member.header;
      long position = store.position(header.position());
      member.header = header.with(header.mark(), position, header.topicId());
    }
  }

  /** Reads what is written about a store; false if that is nothing to go on with. */
  private boolean load(Member member) {
    ByteEngine engine = Objects.requireNonNull(meta, "no engine for positions");
    byte[] stored = engine.meta().get(member.headerKey);
    if (stored == null) {
      return false;
    }
    StoreHeader found = StoreHeader.decode(stored);
    if (exactlyOnce) {
      Batch batch = engine.batch();
      batch.delete(engine.meta(), member.headerKey);
      engine.write(batch);
    }
    if (!found.fits(member.header)) {
      return false;
    }
    member.header = found;
    return true;
  }

  /** The store of that name if the user made it. */
  @Nullable UserStore find(String name) {
    Member member = members.get(name);
    return member == null ? null : member.store;
  }

  /** Those behind a supplier, whose calls can be measured. */
  List<UserStore> measurable() {
    return members.values().stream()
        .map(member -> member.store)
        .filter(store -> store.metricsScope() != null)
        .toList();
  }

  void handOver() {
    members.values().forEach(member -> member.store.handOver());
  }

  // ---- restore ----

  private @Nullable Member of(TopicPartition changelog) {
    for (Member member : members.values()) {
      if (changelog.equals(member.store.changelog())) {
        return member;
      }
    }
    return null;
  }

  boolean has(TopicPartition changelog) {
    return of(changelog) != null;
  }

  private Member existing(TopicPartition changelog) {
    return Objects.requireNonNull(of(changelog), changelog::toString);
  }

  StoreHeader header(TopicPartition changelog) {
    return existing(changelog).header;
  }

  void topicId(TopicPartition changelog, Uuid id) {
    existing(changelog).topicId = id;
  }

  void restore(
      TopicPartition changelog, List<ConsumerRecord<byte[], byte[]>> records, long nextPosition) {
    Member member = existing(changelog);
    member.store.restore(records);
    advance(member, nextPosition);
  }

  /** Drops the rows and the position of a store. */
  void reset(String name) {
    Member member = Objects.requireNonNull(members.get(name), name);
    member.header = StoreHeader.blank(LAYOUT, member.store.changelog());
    ByteEngine engine = meta;
    if (engine != null) {
      Batch batch = engine.batch();
      batch.delete(engine.meta(), member.headerKey);
      engine.write(batch);
    }
    member.store.rebuild();
  }

  private static void advance(Member member, long position) {
    member.header = member.header.with(member.header.mark(), position, member.topicId);
  }

  // ---- commit ----

  long heldBytes() {
    long bytes = 0;
    for (Member member : members.values()) {
      bytes += member.store.heldBytes();
    }
    return bytes;
  }

  void relieve() {
    members.values().forEach(member -> member.store.relieve());
  }

  long pendingBytes() {
    long bytes = 0;
    for (Member member : members.values()) {
      bytes += member.store.pendingBytes();
    }
    return bytes;
  }

  long pendingRecords() {
    long records = 0;
    for (Member member : members.values()) {
      records += member.store.pendingRecords();
    }
    return records;
  }

  void writeChangelogs(ChangelogSink sink) {
    members.values().forEach(member -> member.store.writeChangelog(sink));
  }

  /** Has the stores commit, then notes where they are. */
  void commit(Map<TopicPartition, Long> changelogPositions) {
    for (Member member : members.values()) {
      TopicPartition changelog = member.store.changelog();
      Long position = changelog == null ? null : changelogPositions.get(changelog);
      if (position != null) {
        advance(member, position);
      }
      member.store.commit(member.header.position());
    }
    if (!exactlyOnce) {
      writeHeaders(true);
    }
  }

  private void writeHeaders(boolean committed) {
    ByteEngine engine = meta;
    if (engine == null) {
      return;
    }
    Batch batch = engine.batch();
    boolean any = false;
    for (Member member : members.values()) {
      if (member.store.persistent()
          && member.logged()
          && member.header.position() >= 0
          && !member.failed
          && (committed || !exactlyOnce || !member.store.uncommitted())) {
        batch.put(engine.meta(), member.headerKey, member.header.encode());
        any = true;
      }
    }
    if (any) {
      engine.write(batch);
    }
  }

  /** Whether no store has what is not committed; else it cannot be taken back. */
  boolean canRollBack() {
    return members.values().stream().noneMatch(member -> member.store.uncommitted());
  }

  void rollback() {
    members.values().forEach(member -> member.store.rollback());
  }

  // ---- end ----

  /** The task's state could not be opened. */
  void abandon() {
    closed = true;
    members.values().forEach(member -> close(member, false));
  }

  /**
   * Closes the stores and notes where they are.
   *
   * @param clean whether all was committed
   */
  void close(boolean clean) {
    if (closed || members.isEmpty()) {
      return;
    }
    closed = true;
    members.values().forEach(member -> close(member, clean));
    writeHeaders(clean);
    ByteEngine engine = meta;
    if (engine != null) {
      engine.flush(true);
    }
  }

  private void close(Member member, boolean clean) {
    try {
      if (clean) {
        member.store.commit(member.header.position());
      }
    } catch (RuntimeException e) {
      failed(member, e);
    }
    try {
      member.store.close();
    } catch (RuntimeException e) {
      failed(member, e);
    }
  }

  /** What cannot be closed does not keep the others from being closed; it will be rebuilt. */
  private void failed(Member member, RuntimeException e) {
    member.failed = true;
    LOG.warn("Closing store {} of task {}", member.store.spec().name(), request.taskId(), e);
  }
}
