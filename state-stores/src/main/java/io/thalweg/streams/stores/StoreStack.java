package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.stores.answer.TaskAnswers;
import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.ByteCursor;
import io.thalweg.streams.stores.engine.ByteEngine;
import io.thalweg.streams.stores.engine.ByteStore;
import io.thalweg.streams.stores.engine.Keys;
import io.thalweg.streams.stores.engine.OpenCursors;
import io.thalweg.streams.stores.engine.SnapshotDesk;
import io.thalweg.streams.stores.form.Budget;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.form.HeadedSerde;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.form.StoreTraits;
import io.thalweg.streams.stores.headed.HeadedClosings;
import io.thalweg.streams.stores.headed.HeadedSessions;
import io.thalweg.streams.stores.headed.HeadedTable;
import io.thalweg.streams.stores.headed.HeadedWindows;
import io.thalweg.streams.stores.layer.ClosingRows;
import io.thalweg.streams.stores.layer.JoinRows;
import io.thalweg.streams.stores.layer.JoinTable;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.RowTable;
import io.thalweg.streams.stores.layer.SessionTable;
import io.thalweg.streams.stores.layer.SharedReader;
import io.thalweg.streams.stores.layer.WindowTable;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One store of a task, top to bottom: facade, buffer, rows, and what is written about them. */
final class StoreStack<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(StoreStack.class);

  /** Some 150 bytes each. */
  private static final int TRACKED_CLOSINGS = 200_000;

  private final StoreSpec spec;
  private final ByteEngine engine;
  private final ByteStore rows;
  private final byte[] headerKey;
  private final @Nullable TopicPartition changelog;
  private final WriteBuffer<K, V> buffer;
  private final OwnerReader<K, V> owner;
  private final StoreFront front;
  private StoreHeader header; // owner; as in the engine
  private Uuid topicId; // owner
  private boolean reset; // whether rows of another layout had to go

  /** What the stacks of one task have in common. */
  record Surroundings(
      TaskStateRequest request,
      StateEngineConfig config,
      Budget tableBudget,
      SnapshotDesk desk,
      TaskAnswers answers) {}

  StoreStack(StoreSpec spec, ByteEngine engine, Surroundings around) {
    this.spec = spec;
    this.engine = engine;
    rows = engine.store(spec.name());
    headerKey = ("store/" + spec.name()).getBytes(StandardCharsets.UTF_8);
    changelog = around.request().changelogs().get(spec.name());
    topicId =
        changelog == null
            ? Uuid.ZERO_UUID
            : around.request().topicIds().getOrDefault(changelog, Uuid.ZERO_UUID);
    StoreHeader blank = StoreHeader.blank(StoreSpecs.describe(spec), changelog);
    StoreHeader found = load(blank);
    header = found == null ? blank : found;
    boolean fresh = found == null;
    boolean versioned = spec.kind() == StoreSpec.Kind.VERSIONED;
    buffer =
        new WriteBuffer<>(versioned ? versionParts(around) : parts(around), header.mark(), fresh);
    owner = new OwnerReader<>(buffer);
    SharedReader<K, V> shared = new SharedReader<>(buffer, engine.lease(), around.desk());
    front = versioned ? versions(shared, around) : rows(shared, around);
  }

  private StoreFront rows(SharedReader<K, V> shared, Surroundings around) {
    return StoreFront.ofRows(
        spec,
        owner,
        shared,
        engine.persistent(),
        around.request().recordTimestamp(),
        around.answers());
  }

  @SuppressWarnings("unchecked") // rows of versions are bytes
  private StoreFront versions(SharedReader<K, V> shared, Surroundings around) {
    return StoreFront.ofVersions(
        spec,
        (OwnerReader<byte[], byte[]>) owner,
        (SharedReader<byte[], byte[]>) shared,
        engine,
        header.mark(),
        changelog,
        around.answers());
  }

  /** Reads the header; null if there is none and it is certain that there are no rows. */
  private @Nullable StoreHeader load(StoreHeader blank) {
    byte[] stored = engine.meta().get(headerKey);
    if (stored == null) {
      return null;
    }
    StoreHeader found = StoreHeader.decode(stored);
    if (found.fits(blank)) {
      return found;
    }
    LOG.warn(
        "Store {}: its rows on disk are of {} from {}, the topology has {} from {}; dropping and"
            + " rebuilding them",
        spec.name(),
        found.layout(),
        found.changelog(),
        blank.layout(),
        blank.changelog());
    dropRows();
    reset = true;
    return null;
  }

  private Codec<V> values(String topic) {
    Serde<?> serde = serde(spec.valueSerde());
    if (spec.kind().withHeaders()) {
      return Codec.of(new HeadedSerde<>(serde), topic);
    }
    return spec.options().immutableValues()
        ? Codec.ofImmutable(serde, topic)
        : Codec.of(serde, topic);
  }

  private WriteBuffer.Parts<K, V> parts(Surroundings around) {
    StoreSpec.WindowSpec window = spec.window();
    String topic = changelog == null ? spec.name() : changelog.topic();
    boolean headed = spec.kind().withHeaders();
    StoreTraits traits =
        new StoreTraits(
            spec.timestamped(),
            window != null && window.retainDuplicates(),
            window == null ? Long.MAX_VALUE : window.retentionMs(),
            changelog != null,
            // Kafka Streams, too, writes what suppress holds once a key and commit
            around.config().changelogDedup() || spec.kind() == StoreSpec.Kind.SUPPRESS_BUFFER,
            spec.options().caching() && around.config().budgets().cacheBytes() > 0);
    return new WriteBuffer.Parts<>(
        spec.name(),
        StoreSpecs.layout(spec),
        Codec.of(serde(spec.keySerde()), topic),
        values(topic),
        traits,
        rows,
        around.tableBudget().open(),
        headed ? around.request().recordHeaders() : null);
  }

  /** Plain rows of bytes; the changelog is not theirs. */
  private WriteBuffer.Parts<K, V> versionParts(Surroundings around) {
    return new WriteBuffer.Parts<>(
        spec.name(),
        KeyLayout.plain(),
        Codec.of(Serdes.ByteArray(), spec.name()),
        Codec.of(Serdes.ByteArray(), spec.name()),
        new StoreTraits(false, false, Long.MAX_VALUE, false, true, false),
        rows,
        around.tableBudget().open(),
        null);
  }

  /** Buffers are of bytes: their operator serializes. */
  private Serde<?> serde(@Nullable Serde<?> given) {
    return spec.kind().buffer() ? Serdes.ByteArray() : Objects.requireNonNull(given, spec.name());
  }

  StoreSpec spec() {
    return spec;
  }

  ByteEngine engine() {
    return engine;
  }

  @Nullable TopicPartition changelog() {
    return changelog;
  }

  WriteBuffer<K, V> buffer() {
    return buffer;
  }

  Upkeep upkeep() {
    return front.upkeep();
  }

  /** Point access for operators: to the values, also where rows have headers. */
  RowTable<?, ?> table() {
    return spec.kind().withHeaders() ? headless(buffer) : buffer;
  }

  /** Access for the operators of a stream-stream join. */
  JoinTable<K, V> joinTable() {
    return new JoinRows<>(owner);
  }

  @SuppressWarnings("unchecked") // the kind says that values are headed
  private static <K> RowTable<K, ?> headless(WriteBuffer<K, ?> buffer) {
    return new HeadedTable<>((WriteBuffer<K, Headed<Object>>) buffer);
  }

  /** As {@link #table} of a session store. */
  SessionTable<?, ?> sessions() {
    return spec.kind().withHeaders() ? headlessSessions(buffer) : buffer.sessions();
  }

  @SuppressWarnings("unchecked") // the kind says that values are headed
  private static <K> SessionTable<K, ?> headlessSessions(WriteBuffer<K, ?> buffer) {
    return new HeadedSessions<>(((WriteBuffer<K, Headed<Object>>) buffer).sessions());
  }

  /** As {@link #table} of a window store. */
  WindowTable<?, ?> windows() {
    return spec.kind().withHeaders() ? headlessWindows(buffer) : buffer.windows();
  }

  @SuppressWarnings("unchecked") // the kind says that values are headed
  private static <K> WindowTable<K, ?> headlessWindows(WriteBuffer<K, ?> buffer) {
    return new HeadedWindows<>(((WriteBuffer<K, Headed<Object>>) buffer).windows());
  }

  /** The rows of a window or session store by their time. */
  ClosingRows<?, ?> closings() {
    StoreSpec.WindowSpec window = spec.window();
    ClosingRows<K, V> rows =
        buffer.closings(window != null && window.timeFirst(), TRACKED_CLOSINGS);
    return spec.kind().withHeaders() ? headlessClosings(rows) : rows;
  }

  @SuppressWarnings("unchecked") // the kind says that values are headed
  private static <K> ClosingRows<K, ?> headlessClosings(ClosingRows<K, ?> rows) {
    return new HeadedClosings<>((ClosingRows<K, Headed<Object>>) rows);
  }

  StateStore facade() {
    return front.facade();
  }

  OpenCursors openCursors() {
    return rows.openCursors();
  }

  boolean wasReset() {
    return reset;
  }

  long position() {
    return header.position();
  }

  Uuid storedTopicId() {
    return header.topicId();
  }

  void topicId(Uuid id) {
    topicId = id;
  }

  ReadView readView() {
    return front.view();
  }

  /** Adds rows and header to the batch; whether there was anything to add. */
  boolean writeTo(Batch batch, @Nullable Long newPosition) {
    StoreHeader next =
        header.with(
            upkeep().mark(), newPosition == null ? header.position() : newPosition, topicId);
    if (buffer.dirtyRows() == 0 && next.equals(header)) {
      return false;
    }
    upkeep().writeTo(batch);
    batch.put(engine.meta(), headerKey, next.encode());
    header = next;
    return true;
  }

  /** Applies changelog records; returns how many were left out as expired. */
  long restore(List<ConsumerRecord<byte[], byte[]>> records, long nextPosition) {
    Batch batch = engine.batch();
    if (records.isEmpty()) { // the position alone: a store known to be empty still is
      write(batch, header.with(header.mark(), nextPosition, topicId));
      return 0;
    }
    Upkeep.Restored restored = upkeep().restore(records, header.mark(), batch);
    write(batch, header.with(restored.mark(), nextPosition, topicId));
    upkeep().restored(header.mark());
    return restored.expired();
  }

  private void write(Batch batch, StoreHeader next) {
    batch.put(engine.meta(), headerKey, next.encode());
    engine.write(batch);
    header = next;
  }

  void rollback() {
    upkeep().rollback(header.mark());
  }

  /** Drops rows and position. */
  void reset() {
    rollback();
    dropRows();
    header = StoreHeader.blank(header.layout(), changelog);
    upkeep().reload(header.mark());
  }

  void handOver() {
    owner.handOver();
  }

  void close() {
    owner.close();
    buffer.close();
  }

  private void dropRows() {
    Batch batch = engine.batch();
    try (ByteCursor cursor = rows.cursor()) {
      cursor.seekToLast();
      if (cursor.isValid()) {
        batch.deleteRange(rows, new byte[0], Keys.successor(cursor.key()));
      }
    }
    batch.delete(engine.meta(), headerKey);
    engine.write(batch);
  }
}
