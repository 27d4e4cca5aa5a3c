package io.thalweg.streams.extra;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.TestInputTopic;
import io.thalweg.streams.TestOutputTopic;
import io.thalweg.streams.Topology;
import io.thalweg.streams.TopologyTestDriver;
import io.thalweg.streams.test.TestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topology of text from "in" to "out" and "side" in a test driver. */
final class Driven implements AutoCloseable {
  final Topology topology;
  final TopologyTestDriver driver;

  private Driven(Topology topology, Properties properties) {
    this.topology = topology;
    driver = new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(1_000_000));
  }

  static Driven of(Consumer<StreamsBuilder> recipe, String... configs) {
    Properties properties = new Properties();
    properties.put("application.id", "app");
    properties.put("bootstrap.servers", "nowhere:1");
    properties.put("default.key.serde", Serdes.StringSerde.class);
    properties.put("default.value.serde", Serdes.StringSerde.class);
    properties.put("statestore.cache.max.bytes", "0");
    for (int i = 0; i < configs.length; i += 2) {
      properties.put(configs[i], configs[i + 1]);
    }
    StreamsBuilder builder = new StreamsBuilder();
    recipe.accept(builder);
    return new Driven(builder.build(properties), properties);
  }

  Driven pipe(String key, String value, long time) {
    return pipe("in", key, value, time);
  }

  Driven pipe(String topic, String key, String value, long time) {
    TestInputTopic<String, String> input =
        driver.createInputTopic(topic, new StringSerializer(), new StringSerializer());
    input.pipeInput(key, value, time);
    return this;
  }

  Driven delete(String key, long time) {
    driver
        .createInputTopic("in", new StringSerializer(), new StringSerializer())
        .pipeInput(new TestRecord<>(key, null, (Headers) null, time));
    return this;
  }

  Driven pass(long millis) {
    driver.advanceWallClockTime(Duration.ofMillis(millis));
    return this;
  }

  /** What has come out since the last call, as {@code key=value@time}. */
  List<String> out(String topic) {
    TestOutputTopic<String, String> output =
        driver.createOutputTopic(topic, new StringDeserializer(), new StringDeserializer());
    return output.readRecordsToList().stream()
        .map(record -> record.key() + "=" + record.value() + "@" + record.timestamp())
        .toList();
  }

  List<String> out() {
    return out("out");
  }

  @Override
  public void close() {
    driver.close();
  }
}
