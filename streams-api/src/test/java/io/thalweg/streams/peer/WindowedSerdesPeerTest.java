package io.thalweg.streams.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.support.WindowedBytes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Bytes of windowed keys against those of Kafka Streams. */
class WindowedSerdesPeerTest {
  private static final String INNER = Serdes.StringSerde.class.getName();
  private static final long SIZE = 10;

  @Test
  void whenOneWritesThenTheBytesAreTheSameAndTheOtherReadsThem() {
    Random random = new Random(2);
    var ourTime =
        io.thalweg.streams.kstream.WindowedSerdes.timeWindowedSerdeFrom(String.class, SIZE);
    var peerTime =
        org.apache.kafka.streams.kstream.WindowedSerdes.timeWindowedSerdeFrom(String.class, SIZE);
    var ourSession =
        io.thalweg.streams.kstream.WindowedSerdes.sessionWindowedSerdeFrom(String.class);
    var peerSession =
        org.apache.kafka.streams.kstream.WindowedSerdes.sessionWindowedSerdeFrom(String.class);
    for (int i = 0; i < 200; i++) {
      String key = "k".repeat(random.nextInt(20)) + i;
      long start = random.nextLong(Long.MAX_VALUE - SIZE);
      long end = start + random.nextLong(Long.MAX_VALUE - start);
      byte[] time =
          ourTime
              .serializer()
              .serialize(
                  "t",
                  new io.thalweg.streams.kstream.Windowed<>(
                      key,
                      new io.thalweg.streams.kstream.internals.TimeWindow(start, start + SIZE)));
      byte[] session =
          ourSession
              .serializer()
              .serialize(
                  "t",
                  new io.thalweg.streams.kstream.Windowed<>(
                      key, new io.thalweg.streams.kstream.internals.SessionWindow(start, end)));
      var peerTimeKey =
          new org.apache.kafka.streams.kstream.Windowed<>(
              key, new org.apache.kafka.streams.kstream.internals.TimeWindow(start, start + SIZE));
      var peerSessionKey =
          new org.apache.kafka.streams.kstream.Windowed<>(
              key, new org.apache.kafka.streams.kstream.internals.SessionWindow(start, end));
      assertArrayEquals(peerTime.serializer().serialize("t", peerTimeKey), time);
      assertArrayEquals(peerSession.serializer().serialize("t", peerSessionKey), session);
      assertEquals(peerTimeKey.toString(), "" + ourTime.deserializer().deserialize("t", time));
      assertEquals(
          peerSessionKey.toString(), "" + ourSession.deserializer().deserialize("t", session));
    }
  }

  @Test
  void whenTheBytesAreOddThenBothReadTheSame() {
    byte[] nearTheEnd = {107, 127, -1, -1, -1, -1, -1, -1, -1};
    for (byte[] data : new byte[][] {null, {}, {107, 0, 0, 0, 0, 0, 0, 0, 1}, nearTheEnd}) {
      Outcome.same(
          () ->
              new io.thalweg.streams.kstream.TimeWindowedDeserializer<>(
                      new StringDeserializer(), SIZE)
                  .deserialize("t", data),
          () ->
              new org.apache.kafka.streams.kstream.TimeWindowedDeserializer<>(
                      new StringDeserializer(), SIZE)
                  .deserialize("t", data));
    }
    byte[] changelog = {107, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9};
    Outcome.same(
        () ->
            new io.thalweg.streams.kstream.WindowedSerdes.TimeWindowedSerde<>(Serdes.String(), SIZE)
                .forChangelog(true)
                .deserializer()
                .deserialize("t", changelog),
        () ->
            new org.apache.kafka.streams.kstream.WindowedSerdes.TimeWindowedSerde<>(
                    Serdes.String(), SIZE)
                .forChangelog(true)
                .deserializer()
                .deserialize("t", changelog));
  }

  @Test
  void whenConfiguredThenBothTakeOrRefuseTheSame() {
    List<Map<String, ?>> configs =
        List.of(
            Map.of(),
            Map.of("window.size.ms", "5"),
            Map.of("window.size.ms", 5L, "windowed.inner.deserializer.class", INNER),
            Map.of("window.size.ms", "x", "windowed.inner.class.serde", INNER),
            Map.of("window.size.ms", "5", "windowed.inner.class.serde", INNER),
            Map.of("windowed.inner.class.serde", INNER, "windowed.inner.serializer.class", INNER),
            Map.of("windowed.inner.serializer.class", "no.such.Class"),
            Map.of("windowed.inner.deserializer.class", Serdes.LongSerde.class.getName()),
            Map.of("windowed.inner.serializer.class", Serdes.LongSerde.class.getName()));
    for (Map<String, ?> config : configs) {
      configureWithoutInner(config);
      configureWithInner(config);
    }
  }

  private static void configureWithoutInner(Map<String, ?> config) {
    Outcome.same(
        () -> {
          var it = new io.thalweg.streams.kstream.TimeWindowedDeserializer<String>();
          it.configure(config, true);
          return it.getWindowSize()
              + ""
              + it.deserialize("t", new byte[] {107, 0, 0, 0, 0, 0, 0, 0, 1});
        },
        () -> {
          var it = new org.apache.kafka.streams.kstream.TimeWindowedDeserializer<String>();
          it.configure(config, true);
          return it.getWindowSize()
              + ""
              + it.deserialize("t", new byte[] {107, 0, 0, 0, 0, 0, 0, 0, 1});
        });
    Outcome.same(
        () -> {
          new io.thalweg.streams.kstream.SessionWindowedSerializer<String>()
              .configure(config, true);
          return "fine";
        },
        () -> {
          new org.apache.kafka.streams.kstream.SessionWindowedSerializer<String>()
              .configure(config, true);
          return "fine";
        });
  }

  private static void configureWithInner(Map<String, ?> config) {
    Outcome.same(
        () -> {
          var it =
              new io.thalweg.streams.kstream.TimeWindowedDeserializer<>(
                  new StringDeserializer(), SIZE);
          it.configure(config, true);
          return it.getWindowSize();
        },
        () -> {
          var it =
              new org.apache.kafka.streams.kstream.TimeWindowedDeserializer<>(
                  new StringDeserializer(), SIZE);
          it.configure(config, true);
          return it.getWindowSize();
        });
    Outcome.same(
        () -> {
          new io.thalweg.streams.kstream.TimeWindowedSerializer<>(new StringSerializer())
              .configure(config, true);
          return "fine";
        },
        () -> {
          new org.apache.kafka.streams.kstream.TimeWindowedSerializer<>(new StringSerializer())
              .configure(config, true);
          return "fine";
        });
  }

  @Test
  void whenThereIsNoInnerSerdeThenBothFailTheSame() {
    Outcome.same(
        () ->
            new io.thalweg.streams.kstream.TimeWindowedSerializer<String>()
                .serialize(
                    "t",
                    new io.thalweg.streams.kstream.Windowed<>(
                        "k", new io.thalweg.streams.kstream.internals.TimeWindow(1, 2))),
        () ->
            new org.apache.kafka.streams.kstream.TimeWindowedSerializer<String>()
                .serialize(
                    "t",
                    new org.apache.kafka.streams.kstream.Windowed<>(
                        "k", new org.apache.kafka.streams.kstream.internals.TimeWindow(1, 2))));
    Outcome.same(
        () ->
            new io.thalweg.streams.kstream.SessionWindowedDeserializer<String>()
                .deserialize("t", new byte[17]),
        () ->
            new org.apache.kafka.streams.kstream.SessionWindowedDeserializer<String>()
                .deserialize("t", new byte[17]));
  }

  @Test
  void whenTheKeyHasASequenceThenItIsThatOfAChangelog() {
    byte[] bytes = WindowedBytes.withStartAndSequence("key".getBytes(UTF_8), 1L << 40, 7);
    assertEquals(7, WindowedBytes.intAt(bytes, bytes.length - WindowedBytes.SEQUENCE));
    var peer =
        new org.apache.kafka.streams.kstream.TimeWindowedDeserializer<>(
            new StringDeserializer(), SIZE);
    peer.setIsChangelogTopic(true);
    assertEquals(
        "[key@" + (1L << 40) + "/" + ((1L << 40) + SIZE) + "]",
        peer.deserialize("t", bytes).toString());
  }
}
