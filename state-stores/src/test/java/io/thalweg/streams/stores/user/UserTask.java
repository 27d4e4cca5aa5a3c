package io.thalweg.streams.stores.user;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.processor.api.RecordMetadata;
import io.thalweg.streams.state.StoreSupplier;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.StateEngineConfig;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.TaskStateRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;

/** A task with one store of the user's, {@code s}, its changelog kept in memory. */
final class UserTask implements AutoCloseable {
  static final TopicPartition CHANGELOG = new TopicPartition("app-s-changelog", 0);

  final List<ConsumerRecord<byte[], byte[]>> changelog = new ArrayList<>();
  long recordTimestamp = 7;
  private final StoreSpec spec;
  private final Path directory;
  private final boolean exactlyOnce;
  private final boolean dedup;
  private StateEngine engine;
  private TaskState state;

  UserTask(StoreSpec spec, Path directory, boolean exactlyOnce) {
    this(spec, directory, exactlyOnce, false);
  }

  UserTask(StoreSpec spec, Path directory, boolean exactlyOnce, boolean dedup) {
    this.spec = spec;
    this.directory = directory;
    this.exactlyOnce = exactlyOnce;
    this.dedup = dedup;
    engine = StateEngine.create(config());
    state = open();
  }

  static StoreSpec spec(StoreSpec.Kind kind, StoreSupplier<?> supplier, boolean caching) {
    return new StoreSpec(
        "s",
        kind,
        StoreSpec.Engine.IN_MEMORY,
        supplier,
        Serdes.String(),
        Serdes.String(),
        new StoreSpec.Options(caching, true, Map.of()),
        null);
  }

  private StateEngineConfig config() {
    StateEngineConfig base = StateEngineConfig.defaults();
    return new StateEngineConfig(base.budgets(), base.flush(), dedup, null, Map.of());
  }

  private record Environment(boolean exactlyOnce) implements TaskEnvironment {
    @Override
    public String applicationId() {
      return "app";
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
      return Optional.empty();
    }

    @Override
    public Serde<?> keySerde() {
      return Serdes.String();
    }

    @Override
    public Serde<?> valueSerde() {
      return Serdes.Long();
    }

    @Override
    public StreamsMetrics metrics() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> configs() {
      return Map.of("application.id", "app", "mine.size", 3);
    }
  }

  private TaskState open() {
    return engine.open(
        new TaskStateRequest(
            new TaskId(0, 1),
            directory,
            List.of(spec),
            spec.options().logging() ? Map.of("s", CHANGELOG) : Map.of(),
            Map.of(),
            Time.SYSTEM,
            () -> recordTimestamp,
            RecordHeaders::new,
            new Environment(exactlyOnce)));
  }

  TaskState state() {
    return state;
  }

  @SuppressWarnings("unchecked")
  <S> S store() {
    return (S) state.store("s");
  }

  /** As the runtime does, after operators have emitted. */
  void commit() {
    send();
    state.commit(Map.of(CHANGELOG, (long) changelog.size()), 0);
  }

  /** Commit step 2. */
  void send() {
    state.writeChangelogs(
        (topic, key, value, timestamp) ->
            changelog.add(
                new ConsumerRecord<>(
                    topic.topic(),
                    topic.partition(),
                    changelog.size(),
                    timestamp,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    key,
                    value,
                    new RecordHeaders(),
                    Optional.empty())));
  }

  /** The changelog as text. */
  List<String> logged() {
    return changelog.stream()
        .map(
            record ->
                RecordingMap.text(record.key())
                    + " "
                    + RecordingMap.text(record.value())
                    + " @"
                    + record.timestamp())
        .toList();
  }

  /** Closes and opens again; restores what is missing. Returns how many records were. */
  int reopen(boolean clean) {
    if (clean) {
      state.close();
    } else {
      state.closeDirty();
    }
    engine.close();
    engine = StateEngine.create(config());
    state = open();
    return restore();
  }

  /** Restores what is missing. */
  int restore() {
    int from = (int) state.position(CHANGELOG).orElse(0);
    state.restore(CHANGELOG, changelog.subList(from, changelog.size()), changelog.size());
    state.restoreCompleted();
    return changelog.size() - from;
  }

  @Override
  public void close() {
    state.closeDirty();
    engine.close();
  }
}
