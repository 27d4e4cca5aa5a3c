package io.thalweg.streams.restore.cross;

import io.thalweg.streams.restore.cross.kafkastreams.Kinds;
import io.thalweg.streams.restore.cross.kafkastreams.StoreKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A Kafka Streams application with a store of each kind, all on one processor. */
final class KafkaStreamsApplication {
  /** The key of the record that asks for all that can be read; operations have store names. */
  static final String DUMP = "dump";

  private static final int TIMEOUT_SECONDS = 90;

  private final Map<String, StoreKind<?>> kinds = Kinds.all();

  /**
   * Runs until it meets {@link #DUMP} in its input, closes and returns what all reads of each store
   * gave. Input records are store names and indexes into {@link Operation#ALL}.
   */
  Map<String, List<String>> run(Map<String, Object> config, String input) throws Exception {
    CompletableFuture<Map<String, List<String>>> dump = new CompletableFuture<>();
    Properties properties = new Properties();
    properties.putAll(config);
    KafkaStreams streams = new KafkaStreams(topology(input, dump), properties);
    streams.setUncaughtExceptionHandler(
        problem -> {
          dump.completeExceptionally(problem);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    try {
      streams.start();
      return dump.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } finally {
      streams.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(Duration.ofSeconds(30)));
    }
  }

  private Topology topology(String input, CompletableFuture<Map<String, List<String>>> dump) {
    Topology topology = new Topology();
    topology.addSource("source", new StringDeserializer(), new StringDeserializer(), input);
    topology.addProcessor("processor", () -> new Applier(dump), "source");
    kinds.forEach((name, kind) -> topology.addStateStore(kind.builder(name), "processor"));
    return topology;
  }

  /** Does what the records say. */
  private final class Applier implements Processor<String, String, Void, Void> {
    private final CompletableFuture<Map<String, List<String>>> dump;
    private ProcessorContext<Void, Void> context;

    Applier(CompletableFuture<Map<String, List<String>>> dump) {
      this.dump = dump;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      this.context = context;
    }

    @Override
    public void process(Record<String, String> record) {
      if (record.key().equals(DUMP)) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        kinds.forEach((name, kind) -> all.put(name, dump(name, kind)));
        dump.complete(all);
      } else {
        Operation operation = Operation.ALL.get(Integer.parseInt(record.value()));
        apply(record.key(), kinds.get(record.key()), operation);
      }
    }

    private <S extends StateStore> List<String> dump(String name, StoreKind<S> kind) {
      return kind.dump(context.getStateStore(name));
    }

    private <S extends StateStore> void apply(String name, StoreKind<S> kind, Operation operation) {
      kind.apply(context.getStateStore(name), operation);
    }
  }
}
