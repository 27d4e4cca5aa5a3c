package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.kit.ManualTime;
import io.thalweg.streams.stores.user.TaskEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** One task with one store, its changelog kept in memory, for tests. */
final class Harness implements AutoCloseable {
  static final TopicPartition CHANGELOG = new TopicPartition("app-s-changelog", 0);

  final ManualTime time = new ManualTime();
  final List<ConsumerRecord<byte[], byte[]>> changelog = new ArrayList<>();
  long recordTimestamp = 7;
  Headers recordHeaders = new RecordHeaders();
  private final Map<Bytes, ConsumerRecord<byte[], byte[]>> compacted = new TreeMap<>();
  private int compactedUpTo;
  private final StoreSpec spec;
  private final @Nullable Path directory;
  private final StateEngineConfig config;
  private StateEngine engine;
  private TaskState state;

  Harness(StoreSpec spec, @Nullable Path directory, StateEngineConfig config) {
    this.spec = spec;
    this.directory = directory;
    this.config = config;
    engine = StateEngine.create(config);
    try {
      state = openState();
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  static StateEngineConfig config(long tableBytes, boolean dedup) {
    StateEngineConfig base = StateEngineConfig.defaults();
    return new StateEngineConfig(
        new StateEngineConfig.Budgets(8 << 20, tableBytes, 64 << 20, 1 << 20),
        base.flush(),
        dedup,
        null,
        Map.of());
  }

  static StoreSpec spec(
      StoreSpec.Kind kind,
      StoreSpec.Engine engine,
      Serde<?> values,
      StoreSpec.@Nullable WindowSpec window) {
    return new StoreSpec(
        "s",
        kind,
        engine,
        null,
        Serdes.String(),
        values,
        new StoreSpec.Options(false, true, Map.of()),
        window);
  }

  static StoreSpec caching(StoreSpec spec) {
    return new StoreSpec(
        spec.name(),
        spec.kind(),
        spec.engine(),
        spec.supplier(),
        spec.keySerde(),
        spec.valueSerde(),
        new StoreSpec.Options(true, true, Map.of()),
        spec.window());
  }

  TaskState state() {
    return state;
  }

  @SuppressWarnings("unchecked")
  <S> S store() {
    return (S) state.store("s");
  }

  /** All rows of an iterator, which is closed. */
  static <K, V> List<KeyValue<K, V>> drain(KeyValueIterator<K, V> iterator) {
    List<KeyValue<K, V>> rows = new ArrayList<>();
    try (iterator) {
      while (iterator.hasNext()) {
        K peeked = iterator.peekNextKey();
        rows.add(iterator.next());
        assertEquals(peeked, rows.get(rows.size() - 1).key);
      }
    }
    return rows;
  }

  /** Commits as the runtime does. */
  void commit() {
    state.writeChangelogs(
        new ChangelogSink() {
          @Override
          public void send(
              TopicPartition topic, byte[] key, byte @Nullable [] value, long timestamp) {
            log(key, value, timestamp, new RecordHeaders());
          }

          @Override
          public void send(
              TopicPartition topic,
              byte[] key,
              byte @Nullable [] value,
              long timestamp,
              Iterable<Header> headers) {
            log(key, value, timestamp, new RecordHeaders(headers));
          }
        });
    state.commit(Map.of(CHANGELOG, (long) changelog.size()), time.milliseconds());
  }

  private void log(byte[] key, byte @Nullable [] value, long timestamp, RecordHeaders headers) {
    changelog.add(
        new ConsumerRecord<>(
            CHANGELOG.topic(),
            CHANGELOG.partition(),
            changelog.size(),
            timestamp,
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            headers,
            Optional.empty()));
  }

  /** Drops what an aborted transaction sent. */
  void rollback() {
    state.rollback();
  }

  /** Closes and opens again; restores what is missing. Returns how many records were. */
  long reopen(boolean clean) {
    if (clean) {
      state.close();
    } else {
      state.closeDirty();
    }
    engine.close();
    engine = StateEngine.create(config);
    state = openState();
    long position = state.position(CHANGELOG).orElse(0);
    List<ConsumerRecord<byte[], byte[]>> missing =
        changelog.subList((int) position, changelog.size());
    for (int from = 0; from < missing.size(); from += 100) {
      List<ConsumerRecord<byte[], byte[]>> batch =
          missing.subList(from, Math.min(missing.size(), from + 100));
      state.restore(CHANGELOG, batch, batch.get(batch.size() - 1).offset() + 1);
    }
    state.restoreCompleted();
    return missing.size();
  }

  /** The changelog after compaction. */
  Map<Bytes, ConsumerRecord<byte[], byte[]>> compacted() {
    for (; compactedUpTo < changelog.size(); compactedUpTo++) {
      ConsumerRecord<byte[], byte[]> record = changelog.get(compactedUpTo);
      if (record.value() == null) {
        compacted.remove(Bytes.wrap(record.key()));
      } else {
        compacted.put(Bytes.wrap(record.key()), record);
      }
    }
    return compacted;
  }

  @Override
  public void close() {
    state.closeDirty();
    engine.close();
  }

  private TaskState openState() {
    return engine.open(
        new TaskStateRequest(
            new TaskId(0, 1),
            directory,
            List.of(spec),
            spec.options().logging() ? Map.of("s", CHANGELOG) : new HashMap<>(),
            Map.of(),
            time,
            () -> recordTimestamp,
            () -> recordHeaders,
            TaskEnvironment.none()));
  }
}
