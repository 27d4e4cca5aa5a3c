package io.thalweg.streams.extra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.state.WindowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // nulls go where the API does not say that they may
class DeduplicateTest {
  private static final Duration WINDOW = Duration.ofMillis(100);

  private static Driven byValue() {
    return Driven.of(b -> byValue(b.stream("in")).to("out"));
  }

  private static KStream<String, String> byValue(KStream<String, String> stream) {
    return stream.deduplicate((key, value) -> value, WINDOW);
  }

  @Test
  void whenAnIdComesAgainInsideTheWindowThenOnlyTheFirstRecordIsPassedOn() {
    try (Driven app = byValue()) {
      app.pipe("a", "x", 1000).pipe("b", "x", 1099).pipe("a", "y", 1099).pipe("a", "x", 1000);
      assertEquals(List.of("a=x@1000", "a=y@1099"), app.out());
    }
  }

  @Test
  void whenTheWindowIsOverThenTheIdIsNewAndItsWindowBeginsAnew() {
    try (Driven app = byValue()) {
      app.pipe("a", "x", 1000).pipe("a", "x", 1100).pipe("a", "x", 1199).pipe("a", "x", 1200);
      assertEquals(List.of("a=x@1000", "a=x@1100", "a=x@1200"), app.out());
    }
  }

  @Test
  void whenRecordsAreOutOfOrderThenTheOneProcessedFirstWinsOnBothSides() {
    try (Driven app = byValue()) {
      app.pipe("a", "x", 1150).pipe("a", "x", 1051).pipe("a", "x", 1050).pipe("a", "x", 1149);
      assertEquals(List.of("a=x@1150", "a=x@1050"), app.out());
    }
  }

  @Test
  void whenTheIdIsNullThenTheRecordIsPassedOn() {
    try (Driven app =
        Driven.of(
            b ->
                b.<String, String>stream("in")
                    .<String>deduplicate((key, value) -> null, WINDOW)
                    .to("out"))) {
      app.pipe("a", "x", 1000).pipe("a", "x", 1000);
      assertEquals(2, app.out().size());
    }
  }

  @Test
  void whenTheKeyWasChangedThenTheStreamIsRepartitionedFirst() {
    try (Driven app =
        Driven.of(b -> byValue(b.<String, String>stream("in").selectKey((k, v) -> v)).to("out"))) {
      assertTrue(
          app.topology
              .describe()
              .toString()
              .contains("KSTREAM-DEDUPLICATE-STATE-STORE-0000000002-repartition"),
          app.topology.describe().toString());
      app.pipe("a", "x", 1000).pipe("b", "x", 1001);
      assertEquals(List.of("x=x@1000"), app.out());
    }
  }

  @Test
  void whenTheStoreIsNamedThenItHoldsTheTimesOfFirstRecords() {
    Materialized<Integer, Long, WindowStore<Bytes, byte[]>> ids =
        Materialized.<Integer, Long, WindowStore<Bytes, byte[]>>as("ids")
            .withKeySerde(Serdes.Integer());
    try (Driven app =
        Driven.of(
            b ->
                b.<String, String>stream("in")
                    .deduplicate((key, value) -> value.length(), WINDOW, ids)
                    .to("out"))) {
      app.pipe("a", "xyz", 1042).pipe("a", "abc", 1043);
      assertEquals(List.of("a=xyz@1042"), app.out());
      WindowStore<Integer, Long> store = app.driver.getWindowStore("ids");
      assertEquals(1042L, store.fetch(3, 1000));
    }
  }

  @Test
  void whenTheWindowIsTooShortThenItIsRefused() {
    KStream<String, String> stream = new StreamsBuilder().stream("in");
    assertThrows(
        IllegalArgumentException.class,
        () -> stream.deduplicate((key, value) -> value, Duration.ZERO));
  }

  /** No two records passed on are near, and each one dropped is near one that was passed on. */
  @Test
  void whenTimesAreRandomThenTheResultIsThatOfTheDefinition() {
    Random random = new Random(7);
    List<Long> passed = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    try (Driven app = byValue()) {
      long time = 1000;
      for (int i = 0; i < 400; i++) {
        time += random.nextInt(40);
        long at = time - random.nextInt(100);
        if (passed.stream().allMatch(before -> Math.abs(before - at) >= 100)) {
          passed.add(at);
          expected.add("k=x@" + at);
        }
        app.pipe("k", "x", at);
      }
      assertTrue(expected.size() > 20);
      assertEquals(expected, app.out());
    }
  }
}
