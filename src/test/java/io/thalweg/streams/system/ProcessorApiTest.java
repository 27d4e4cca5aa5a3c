package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.Topology;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.processor.Cancellable;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.api.ContextualProcessor;
import io.thalweg.streams.processor.api.ProcessorContext;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.KafkaIo;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors of the user in a running instance; what they forward is in the differential tests. */
@WithKafka
class ProcessorApiTest {
  private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  /** Forwards by name; punctuates by both clocks; counts in a store. */
  private static final class Clock extends ContextualProcessor<String, String, String, String> {
    private KeyValueStore<String, Long> counts;

    @Override
    public void init(ProcessorContext<String, String> context) {
      super.init(context);
      counts = context.getStateStore("counts");
      EVENTS.add("init " + context.taskId());
      context.schedule(Duration.ofSeconds(10), PunctuationType.STREAM_TIME, this::atStreamTime);
      Cancellable[] once = new Cancellable[1];
      once[0] =
          context.schedule(
              Duration.ofMillis(50),
              PunctuationType.WALL_CLOCK_TIME,
              time -> {
                once[0].cancel();
                EVENTS.add("wall clock");
              });
    }

    private void atStreamTime(long time) {
      String origin = context().recordMetadata().map(m -> m.topic() + "@" + m.offset()).orElse("");
      context().forward(new Record<>("time", time + " " + origin, time), "times");
    }

    @Override
    public void process(Record<String, String> record) {
      Long before = counts.get(record.key());
      counts.put(record.key(), (before == null ? 0 : before) + 1);
      context().forward(record.withValue(counts.get(record.key()).toString()), "values");
      context().commit();
    }

    @Override
    public void close() {
      EVENTS.add("close");
    }
  }

  @Test
  void processorsPunctuateForwardByNameAndKeepState(KafkaCluster kafka, @TempDir Path folder) {
    EVENTS.clear();
    String app = kafka.uniqueName("processors");
    Topology topology = topology(kafka, app);
    Properties config = Local.config(kafka, app, folder);
    try (KafkaIo io = new KafkaIo(kafka.bootstrapServers())) {
      try (Local local = Local.start(topology, config)) {
        local.awaitState(KafkaStreams.State.RUNNING);
        send(io, app, 1_000, 2_000, 12_000, 13_000, 45_000);
        assertEquals(List.of("1", "2", "3", "4", "5"), values(io, app + "-values", 5));
        assertEquals(
            List.of("1000 null@-1", "12000 null@-1", "45000 null@-1"),
            values(io, app + "-times", 3));
        await().atMost(Duration.ofSeconds(20)).until(() -> EVENTS.contains("wall clock"));
        assertFalse(local.failed());
      }
      assertEquals(List.of("init 0_0", "wall clock", "close"), EVENTS);
      try (Local local = Local.start(topology, config)) {
        local.awaitState(KafkaStreams.State.RUNNING);
        send(io, app, 46_000);
        assertEquals("6", values(io, app + "-values", 6).get(5));
      }
    }
  }

  @Test
  void aFailureInInitEndsTheThreadAndNamesTheProcessor(KafkaCluster kafka, @TempDir Path folder) {
    String app = kafka.uniqueName("processors");
    kafka.createTopics(List.of(new NewTopic(app + "-in", 1, (short) 1)));
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(app + "-in", Consumed.with(Serdes.String(), Serdes.String()))
        .process(
            () ->
                new ContextualProcessor<String, String, String, String>() {
                  @Override
                  public void init(ProcessorContext<String, String> context) {
                    context.getStateStore("missing");
                  }

                  @Override
                  public void process(Record<String, String> record) {}
                });
    try (Local local = Local.start(builder.build(), Local.config(kafka, app, folder))) {
      Local.assertSays(
          local.awaitFailure(), "failed to initialize processor KSTREAM-PROCESSOR", "missing");
    }
  }

  private static Topology topology(KafkaCluster kafka, String app) {
    List<NewTopic> topics = new ArrayList<>();
    for (String suffix : List.of("-in", "-values", "-times")) {
      topics.add(new NewTopic(app + suffix, 1, (short) 1));
    }
    kafka.createTopics(topics);
    return new Topology()
        .addSource("source", new StringDeserializer(), new StringDeserializer(), app + "-in")
        .addProcessor("clock", Clock::new, "source")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("counts"), Serdes.String(), Serdes.Long()),
            "clock")
        .addSink("values", app + "-values", new StringSerializer(), new StringSerializer(), "clock")
        .addSink("times", app + "-times", new StringSerializer(), new StringSerializer(), "clock");
  }

  private static void send(KafkaIo io, String app, long... times) {
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (long time : times) {
      records.add(new ProducerRecord<>(app + "-in", 0, time, "k", "v"));
    }
    io.sendAll(new StringSerializer(), new StringSerializer(), records);
  }

  private static List<String> values(KafkaIo io, String topic, int count) {
    List<ConsumerRecord<String, String>> records =
        io.readAtLeast(
            count,
            Duration.ofSeconds(60),
            topic,
            new StringDeserializer(),
            new StringDeserializer());
    assertTrue(records.size() >= count);
    return records.stream().map(ConsumerRecord::value).toList();
  }
}
