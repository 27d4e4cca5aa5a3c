package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.streams.stores.wire.RepartitionChange;
import io.thalweg.streams.stores.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A table aggregation on Kafka Streams: what is in its repartition topic is what we write. */
class RepartitionChangePeerTest {
  @Test
  void wireIsTheSame() {
    StreamsBuilder builder = new StreamsBuilder();
    builder
        .<String, String>table("t")
        .groupBy((key, value) -> KeyValue.pair(group(value), value))
        .aggregate(
            () -> "", (key, value, sum) -> sum, (key, value, sum) -> sum, Materialized.as("G"))
        .toStream()
        .to("out");
    Random random = new Random(5);
    Map<String, String> table = new HashMap<>();
    try (KsBuffer theirs = new KsBuffer(builder, "app-G-changelog")) {
      for (int i = 0; i < 500; i++) {
        String key = "k" + random.nextInt(5);
        String value = value(random);
        theirs.pipe("t", new TestRecord<>(key, value, null, 1_000L + i));
        String old = value == null ? table.remove(key) : table.put(key, value);
        List<String> found = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : theirs.read("app-G-repartition")) {
          RepartitionChange change = RepartitionChange.decode(record.value());
          assertArrayEquals(record.value(), change.encode());
          found.add(
              new String(record.key(), UTF_8)
                  + ":"
                  + text(change.old())
                  + ">"
                  + text(change.now()));
        }
        assertEquals(expected(old, value), found);
      }
    }
  }

  @Test
  void whatIsNoChangeIsNamed() {
    assertThrows(WireException.class, () -> RepartitionChange.decode(new byte[0]));
    assertThrows(WireException.class, () -> RepartitionChange.decode(new byte[] {1, 7}));
    assertThrows(WireException.class, () -> RepartitionChange.decode(new byte[] {20, 2}));
    assertThrows(WireException.class, () -> RepartitionChange.decode(new byte[] {2}));
  }

  private static List<String> expected(@Nullable String old, @Nullable String now) {
    if (old != null && now != null && group(old).equals(group(now))) {
      return List.of(group(now) + ":" + old + ">" + now);
    }
    List<String> changes = new ArrayList<>();
    if (old != null) {
      changes.add(group(old) + ":" + old + ">null");
    }
    if (now != null) {
      changes.add(group(now) + ":null>" + now);
    }
    return changes;
  }

  private static @Nullable String value(Random random) {
    int dice = random.nextInt(10);
    return dice == 0 ? null : dice == 1 ? "" : "ab".substring(dice % 2) + "x".repeat(dice * dice);
  }

  private static String group(String value) {
    return value.isEmpty() ? "none" : value.substring(0, 1);
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, UTF_8);
  }
}
