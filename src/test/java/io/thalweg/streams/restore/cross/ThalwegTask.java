package io.thalweg.streams.restore.cross;

import io.thalweg.streams.plan.SpecifiedStore;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.restore.cross.thalweg.Kinds;
import io.thalweg.streams.restore.cross.thalweg.StoreKind;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.StateEngineConfig;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.TaskStateRequest;
import io.thalweg.streams.stores.form.ChangelogSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Time;

/** A task of Thalweg with a store of each kind; one changelog record per update. */
final class ThalwegTask implements AutoCloseable {
  private static final int BATCH = 100;

  private final Map<String, StoreKind<?>> kinds = Kinds.all();
  private final Map<String, TopicPartition> changelogs = new HashMap<>();
  private final StateEngine engine;
  private final TaskState state;
  private long timestamp;

  ThalwegTask(String application, Path root) throws IOException {
    Path directory = Files.createDirectories(root.resolve(application));
    StateEngineConfig base = StateEngineConfig.defaults();
    engine =
        StateEngine.create(
            new StateEngineConfig(base.budgets(), base.flush(), false, null, Map.of()));
    List<StoreSpec> specs = new ArrayList<>();
    kinds.forEach(
        (name, kind) -> {
          specs.add(((SpecifiedStore) kind.builder(name)).spec());
          changelogs.put(name, new TopicPartition(topic(application, name), 0));
        });
    state =
        engine.open(
            new TaskStateRequest(
                new TaskId(0, 0),
                directory,
                specs,
                changelogs,
                Map.of(),
                Time.SYSTEM,
                () -> timestamp));
  }

  static String topic(String application, String store) {
    return application + "-" + store + "-changelog";
  }

  void apply(List<Operation> operations) {
    for (Operation operation : operations) {
      timestamp = operation.timestamp();
      kinds.forEach((name, kind) -> apply(name, kind, operation));
    }
  }

  /** Everything that can be read, by store. */
  Map<String, List<String>> dump() {
    Map<String, List<String>> dumps = new LinkedHashMap<>();
    kinds.forEach((name, kind) -> dumps.put(name, dump(name, kind)));
    return dumps;
  }

  /** Commits; the records for the changelogs. */
  List<ProducerRecord<byte[], byte[]>> commit() {
    Sink sink = new Sink();
    state.writeChangelogs(sink);
    state.commit(Map.of(), Time.SYSTEM.milliseconds());
    return sink.records;
  }

  void restore(Map<String, List<ConsumerRecord<byte[], byte[]>>> records) {
    records.forEach(
        (name, all) -> {
          for (int from = 0; from < all.size(); from += BATCH) {
            List<ConsumerRecord<byte[], byte[]>> batch =
                all.subList(from, Math.min(all.size(), from + BATCH));
            state.restore(changelogs.get(name), batch, batch.get(batch.size() - 1).offset() + 1);
          }
        });
    state.restoreCompleted();
  }

  @Override
  public void close() {
    state.closeDirty();
    engine.close();
  }

  @SuppressWarnings("unchecked") // the kind made the store's builder
  private <S extends StateStore> void apply(String name, StoreKind<S> kind, Operation operation) {
    kind.apply((S) state.store(name), operation);
  }

  @SuppressWarnings("unchecked") // the kind made the store's builder
  private <S extends StateStore> List<String> dump(String name, StoreKind<S> kind) {
    return kind.dump((S) state.store(name));
  }

  /** Collects records, with their headers. */
  private static final class Sink implements ChangelogSink {
    final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    @Override
    public void send(TopicPartition changelog, byte[] key, byte[] value, long timestamp) {
      send(changelog, key, value, timestamp, new RecordHeaders());
    }

    @Override
    public void send(
        TopicPartition changelog,
        byte[] key,
        byte[] value,
        long timestamp,
        Iterable<Header> headers) {
      records.add(
          new ProducerRecord<>(
              changelog.topic(), changelog.partition(), timestamp, key, value, headers));
    }
  }
}
