package io.thalweg.streams.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.PlanAccess;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.SessionWindowedSerializer;
import io.thalweg.streams.kstream.TimeWindowedSerializer;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.StoreSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which serde writes to which topic: what Kafka Streams writes when it runs, against what the plan
 * says. A serde that the plan leaves out is the default one.
 */
class SerdeParityTest {
  private static final Function<String, Serde<String>> SERDES = NamingSerde::new;
  private static final byte[] TEXT = "a".getBytes(StandardCharsets.UTF_8);

  private static Class<?> peer = SerdeTopologies.class;

  @BeforeAll
  static void compilePeer() {
    peer = Peer.of(SerdeTopologies.class);
  }

  static Stream<String> topologies() {
    return Peer.topologies(SerdeTopologies.class).stream();
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void plansTheSerdesThatKafkaStreamsUses(String name) throws Throwable {
    assertEquals(written(name, "none"), planned(name, "none"));
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void plansTheSerdesThatKafkaStreamsUsesWhenOptimized(String name) throws Throwable {
    assertEquals(written(name, "all"), planned(name, "all"));
  }

  /** Topic to "key serde, value serde", from a run. */
  private static Map<String, String> written(String name, String optimization) throws Throwable {
    var builder = new org.apache.kafka.streams.StreamsBuilder();
    Peer.call(peer, name, builder, SERDES);
    Properties config = new Properties();
    config.put("application.id", "app");
    config.put("bootstrap.servers", "nowhere:1");
    config.put("default.key.serde", NamingSerde.class);
    config.put("default.value.serde", NamingSerde.class);
    config.put("statestore.cache.max.bytes", 0);
    config.put("topology.optimization", optimization);
    var topology = builder.build(config);
    Map<String, String> result = new TreeMap<>();
    String description = topology.describe().toString();
    try (TopologyTestDriver driver = new TopologyTestDriver(topology, config)) {
      for (String topic : new String[] {"t", "t1", "t2", "t3", "t4", "in2", "in"}) {
        if (description.matches("(?s).*topics: .*\\b" + topic + "\\].*")) {
          driver
              .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
              .pipeInput(TEXT, TEXT);
        }
      }
      for (String topic : driver.producedTopicNames()) {
        TestRecord<byte[], byte[]> record =
            driver
                .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        result.put(
            topic.replaceFirst("^app-", ""),
            NamingSerde.nameIn(record.key()) + ", " + NamingSerde.nameIn(record.value()));
      }
    }
    return result;
  }

  /** The same from the plan. */
  private static Map<String, String> planned(String name, String optimization) throws Throwable {
    StreamsBuilder builder = new StreamsBuilder();
    Properties optimized = new Properties();
    optimized.put("topology.optimization", optimization);
    Peer.call(SerdeTopologies.class, name, builder, SERDES);
    LogicalPlan plan = PlanAccess.plan(builder.build(optimized));
    Map<String, String> result = new TreeMap<>();
    for (PlanNode node : plan.nodes()) {
      if (node instanceof SinkNode sink && sink.target() instanceof SinkNode.Target.Topic topic) {
        result.put(topic.name(), name(sink.keySerializer()) + ", " + name(sink.valueSerializer()));
      }
    }
    for (StoreSpec store : plan.stores().values()) {
      if (plan.sourceTopicChangelogs().containsKey(store.name())) {
        continue;
      }
      result.put(
          store.name() + "-changelog",
          name(serializer(store.keySerde())) + ", " + name(serializer(store.valueSerde())));
    }
    return result;
  }

  private static Serializer<?> serializer(Serde<?> serde) {
    return serde == null ? null : serde.serializer();
  }

  @SuppressWarnings("unchecked")
  private static String name(Serializer<?> serializer) {
    if (serializer == null) {
      return "default";
    }
    Serializer<Object> any = (Serializer<Object>) serializer;
    Object sample = "a";
    if (serializer instanceof LongSerializer) {
      sample = 1L;
    } else if (serializer instanceof TimeWindowedSerializer) {
      sample = new Windowed<>("a", new TimeWindow(0, 1));
    } else if (serializer instanceof SessionWindowedSerializer) {
      sample = new Windowed<>("a", new SessionWindow(0, 1));
    }
    return NamingSerde.nameIn(any.serialize("topic", sample));
  }
}
