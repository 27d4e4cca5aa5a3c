package io.thalweg.streams.driver.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;

/** Input topics, output topics, records. */
public final class TopicScripts {
  static final Serde<String> TEXT = Serdes.String();
  static final Instant START = Instant.ofEpochMilli(1000);

  private TopicScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    return Map.of(
        "input times", TopicScripts::inputTimes,
        "input arguments", TopicScripts::inputArguments,
        "outputs", TopicScripts::outputs,
        "records", TopicScripts::records,
        "wrong formats", TopicScripts::wrongFormats);
  }

  private static Topology through() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(TEXT, TEXT)).to("out", Produced.with(TEXT, TEXT));
    return builder.build();
  }

  static TestInputTopic<String, String> input(TopologyTestDriver driver, String topic) {
    return driver.createInputTopic(topic, TEXT.serializer(), TEXT.serializer());
  }

  static TestOutputTopic<String, String> output(TopologyTestDriver driver, String topic) {
    return driver.createOutputTopic(topic, TEXT.deserializer(), TEXT.deserializer());
  }

  private static void inputTimes(Transcript seen) {
    try (TopologyTestDriver driver = new TopologyTestDriver(through(), new Properties(), START)) {
      TestInputTopic<String, String> fixed = input(driver, "in");
      driver.advanceWallClockTime(Duration.ofMillis(500));
      fixed.pipeInput("k", "when made, not the wall clock");
      fixed.pipeInput("k", "no instant", (Instant) null);
      fixed.advanceTime(Duration.ofMillis(7));
      fixed.pipeInput("k", "advanced");
      input(driver, "in").pipeInput("k", "later topic");

      TestInputTopic<String, String> auto =
          driver.createInputTopic(
              "in",
              TEXT.serializer(),
              TEXT.serializer(),
              Instant.ofEpochMilli(10),
              Duration.ofMillis(5));
      auto.pipeInput("k", "10");
      auto.pipeInput("15");
      auto.pipeInput("k", "own time does not advance", 99L);
      auto.pipeInput("k", "null time does", (Instant) null);
      auto.pipeInput(new TestRecord<>("k", "record without time does"));
      auto.pipeInput(new TestRecord<>("k", "record with time", Instant.ofEpochMilli(50)));
      auto.pipeInput("value at", Instant.ofEpochMilli(77));
      auto.pipeValueList(List.of("v1", "v2"));
      auto.pipeValueList(List.of("w1", "w2"), Instant.ofEpochMilli(300), Duration.ofMillis(3));
      auto.pipeKeyValueList(List.of(KeyValue.pair("a", "1"), KeyValue.pair("b", "2")));
      auto.pipeKeyValueList(
          List.of(KeyValue.pair("a", "x"), KeyValue.pair("b", "backwards")),
          Instant.ofEpochMilli(100),
          Duration.ofMillis(-3));
      auto.pipeRecordList(List.of(new TestRecord<>("r", "r1"), new TestRecord<>("r", "r2", START)));
      auto.pipeInput("end");
      output(driver, "out").readRecordsToList().forEach(r -> seen.note(r.toString()));
    }
  }

  private static void inputArguments(Transcript seen) {
    try (TopologyTestDriver driver = new TopologyTestDriver(through(), new Properties(), START)) {
      TestInputTopic<String, String> in = input(driver, "in");
      seen.note(in.toString());
      seen.note("unknown topic is made", () -> input(driver, "nope"));
      seen.note("and cannot be piped to", () -> piped(input(driver, "nope"), "v", 0));
      seen.noteMessage(
          "null name", () -> driver.createInputTopic(null, TEXT.serializer(), TEXT.serializer()));
      seen.noteMessage("null key", () -> driver.createInputTopic("in", null, TEXT.serializer()));
      seen.noteMessage("null value", () -> driver.createInputTopic("in", TEXT.serializer(), null));
      seen.noteMessage("null start", () -> made(driver, null, Duration.ZERO));
      seen.noteMessage("null step", () -> made(driver, START, null));
      seen.noteMessage("negative step", () -> made(driver, START, Duration.ofMillis(-1)));
      seen.noteMessage("negative time", () -> piped(in, "v", -5));
      seen.noteMessage(
          "negative advance",
          () -> {
            in.advanceTime(Duration.ofMillis(-1));
            return "";
          });
      seen.noteMessage(
          "null clock",
          () -> {
            driver.advanceWallClockTime(null);
            return "";
          });
      seen.note(
          "negative clock",
          () -> {
            driver.advanceWallClockTime(Duration.ofMillis(-1));
            return "";
          });
      seen.note(
          "record before the epoch",
          () -> {
            in.pipeInput(new TestRecord<>("k", "v", Instant.ofEpochMilli(-4)));
            return "";
          });
      seen.note("what came of it", () -> output(driver, "out").readRecordsToList());
    }
  }

  private static Object made(TopologyTestDriver driver, Instant start, Duration step) {
    return driver.createInputTopic("in", TEXT.serializer(), TEXT.serializer(), start, step);
  }

  private static String piped(TestInputTopic<String, String> topic, String value, long time) {
    topic.pipeInput("k", value, time);
    return "piped";
  }

  private static void outputs(Transcript seen) {
    try (TopologyTestDriver driver = new TopologyTestDriver(through(), new Properties(), START)) {
      TestOutputTopic<String, String> out = output(driver, "out");
      seen.note(out.toString());
      seen.note("produced" + driver.producedTopicNames());
      seen.noteMessage("value before any", out::readValue);
      seen.noteMessage("record before any", out::readRecord);
      seen.noteMessage("pair before any", out::readKeyValue);
      seen.note("list before any", out::readValuesToList);
      seen.note("map before any", out::readKeyValuesToMap);
      seen.note("empty", out::isEmpty);
      TestInputTopic<String, String> in = input(driver, "in");
      for (int i = 0; i < 8; i++) {
        in.pipeInput("k" + i % 3, "v" + i);
      }
      seen.note(out.toString());
      seen.note("size", out::getQueueSize);
      seen.note("another topic of the name", () -> output(driver, "out").readValue());
      seen.note("pair", out::readKeyValue);
      seen.note("record", out::readRecord);
      seen.note(
          "map",
          () ->
              new TreeSet<>(
                  out.readKeyValuesToMap().entrySet().stream().map(Object::toString).toList()));
      seen.noteMessage("after all", out::readValue);
      in.pipeInput(null, "no key");
      seen.noteMessage("map with null key", out::readKeyValuesToMap);
      in.pipeInput(new TestRecord<>(null, (String) null));
      seen.note("nulls", out::readRecord);
      seen.note("produced" + driver.producedTopicNames());
      seen.noteMessage(
          "null name",
          () -> driver.createOutputTopic(null, TEXT.deserializer(), TEXT.deserializer()));
      seen.noteMessage(
          "null key", () -> driver.createOutputTopic("out", null, TEXT.deserializer()));
      seen.noteMessage(
          "null value", () -> driver.createOutputTopic("out", TEXT.deserializer(), null));
    }
  }

  private static void records(Transcript seen) {
    Headers headers = new RecordHeaders().add("h", "x".getBytes(UTF_8));
    seen.note("value", () -> new TestRecord<>("v"));
    seen.note("pair", () -> new TestRecord<>("k", "v"));
    seen.note("time", () -> new TestRecord<>("k", "v", START));
    seen.note("headers", () -> new TestRecord<>("k", "v", headers));
    seen.note("all", () -> new TestRecord<>("k", "v", headers, 5L));
    seen.note("consumed", () -> new TestRecord<>(new ConsumerRecord<>("t", 0, 0L, "k", "v")));
    seen.noteMessage("negative", () -> new TestRecord<>("k", "v", headers, -1L));
    seen.note("null time", () -> new TestRecord<>("k", "v", headers, (Long) null).timestamp());
    seen.note("null headers", () -> new TestRecord<>("k", "v", (Headers) null).headers());
    TestRecord<String, String> one = new TestRecord<>("k", "v", headers, 5L);
    seen.note("same", () -> one.equals(new TestRecord<>("k", "v", headers, 5L)));
    seen.note("hash", () -> one.hashCode() == new TestRecord<>("k", "v", headers, 5L).hashCode());
    seen.note("other time", () -> one.equals(new TestRecord<>("k", "v", headers, 6L)));
    seen.note("other headers", () -> one.equals(new TestRecord<>("k", "v", null, 5L)));
    seen.note("other value", () -> one.equals(new TestRecord<>("k", "w", headers, 5L)));
    seen.note("getters", () -> one.getKey() + one.getValue() + one.getRecordTime());
    try (TopologyTestDriver driver = new TopologyTestDriver(through(), new Properties(), START)) {
      input(driver, "in").pipeInput(one);
      TestRecord<String, String> out = output(driver, "out").readRecord();
      seen.note("round" + out.equals(one) + Transcript.text(out.getHeaders()) + out.timestamp());
    }
  }

  private static void wrongFormats(Transcript seen) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(Serdes.Long(), Serdes.Long()))
        .to("out", Produced.with(Serdes.Long(), Serdes.Long()));
    try (TopologyTestDriver driver =
        new TopologyTestDriver(builder.build(), new Properties(), START)) {
      seen.note("not a long", () -> piped(input(driver, "in"), "v", 3));
      TestInputTopic<Long, Long> longs =
          driver.createInputTopic("in", Serdes.Long().serializer(), Serdes.Long().serializer());
      longs.pipeInput(1L, 2L);
      longs.pipeInput(3L, 4L);
      seen.note(
          "not a number of 4 bytes",
          () ->
              driver
                  .createOutputTopic(
                      "out", Serdes.Integer().deserializer(), Serdes.Long().deserializer())
                  .readRecord());
      TestOutputTopic<Long, Long> out =
          driver.createOutputTopic(
              "out", Serdes.Long().deserializer(), Serdes.Long().deserializer());
      seen.note("the record was taken", out::readKeyValuesToList);
    }
  }
}
