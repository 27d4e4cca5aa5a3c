package io.thalweg.streams.extra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.WindowStore;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // nulls go where the API does not say that they may
class TimeToLiveTest {
  private static final Duration TTL = Duration.ofMillis(100);

  private static Materialized<String, String, KeyValueStore<Bytes, byte[]>> table() {
    return Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("rows")
        .withTimeToLive(TTL);
  }

  private static void tabled(StreamsBuilder b) {
    b.table("in", table()).toStream().to("out");
  }

  private static void counted(StreamsBuilder b) {
    Materialized<String, Long, KeyValueStore<Bytes, byte[]>> rows =
        Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("rows").withTimeToLive(TTL);
    b.<String, String>stream("in")
        .groupByKey()
        .count(rows)
        .toStream()
        .mapValues(count -> count == null ? null : "" + count)
        .to("out");
  }

  @Test
  void whenARowIsNotUpdatedThenItIsRemovedAndATombstoneFollowsBeforeTheNextRecord() {
    try (Driven app = Driven.of(TimeToLiveTest::tabled)) {
      app.pipe("a", "x", 1000).pipe("b", "y", 1050).pipe("c", "z", 1099);
      app.out();
      app.pipe("c", "z", 1100);
      assertEquals(List.of("a=null@1100", "c=z@1100"), app.out());
      KeyValueStore<String, ?> rows = app.driver.getTimestampedKeyValueStore("rows");
      assertNull(rows.get("a"));
      assertTrue(rows.get("b") != null);
    }
  }

  @Test
  void whenARowIsUpdatedThenItLivesLonger() {
    try (Driven app = Driven.of(TimeToLiveTest::tabled)) {
      app.pipe("a", "x", 1000).pipe("a", "y", 1090).pipe("b", "z", 1189);
      assertEquals(List.of("a=x@1000", "a=y@1090", "b=z@1189"), app.out());
      app.pipe("b", "z", 1190);
      assertEquals(List.of("a=null@1190", "b=z@1190"), app.out());
    }
  }

  @Test
  void whenARowIsDeletedInTimeThenNothingFollows() {
    try (Driven app = Driven.of(TimeToLiveTest::tabled)) {
      app.pipe("a", "x", 1000).delete("a", 1001).pipe("b", "z", 2000);
      assertEquals(List.of("a=x@1000", "a=null@1001", "b=z@2000"), app.out());
    }
  }

  @Test
  void whenAnAggregateIsGoneThenItStartsAnew() {
    try (Driven app = Driven.of(TimeToLiveTest::counted)) {
      app.pipe("a", "x", 1000).pipe("a", "x", 1001).pipe("a", "x", 1200);
      assertEquals(List.of("a=1@1000", "a=2@1001", "a=null@1101", "a=1@1200"), app.out());
    }
  }

  @Test
  void whenUpdatesAreCachedThenTheTombstoneComesWithTheFlush() {
    try (Driven app = Driven.of(TimeToLiveTest::counted, "statestore.cache.max.bytes", "1000000")) {
      app.pipe("a", "x", 1000).pipe("b", "x", 1200);
      assertEquals(List.of("a=1@1000", "a=null@1100", "b=1@1200"), app.out());
    }
  }

  @Test
  void whenARecordIsTooOldWhenItComesThenItsRowIsGoneAtOnce() {
    try (Driven app = Driven.of(TimeToLiveTest::tabled)) {
      app.pipe("a", "x", 1000).pipe("b", "old", 800);
      assertEquals(List.of("a=x@1000", "b=old@800", "b=null@900"), app.out());
    }
  }

  @Test
  void whenTheInputStaysSilentAndTimeGoesOnThenRowsAreRemoved() {
    try (Driven app = Driven.of(TimeToLiveTest::tabled, "thalweg.idle.advance.ms", "50")) {
      app.pipe("a", "x", 1000).pass(99);
      assertEquals(List.of("a=x@1000"), app.out());
      app.pass(1);
      assertEquals(List.of("a=null@1100"), app.out());
    }
  }

  @Test
  void whenManyRowsAreDueAtOnceThenAllGo() {
    try (Driven app = Driven.of(TimeToLiveTest::tabled)) {
      for (int i = 0; i < 2500; i++) {
        app.pipe("k" + i, "x", 1000 + i / 100);
      }
      app.out();
      app.pipe("last", "x", 5000);
      assertEquals(2501, app.out().size());
    }
  }

  @Test
  void whenTheTableHasNoNameThenItIsKeptAllTheSame() {
    try (Driven app =
        Driven.of(
            b ->
                b.table(
                        "in",
                        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>with(null, null)
                            .withTimeToLive(TTL))
                    .toStream()
                    .to("out"))) {
      app.pipe("a", "x", 1000).pipe("b", "x", 1100);
      assertEquals(List.of("a=x@1000", "a=null@1100", "b=x@1100"), app.out());
    }
  }

  @Test
  void whenRowsHaveAnotherEndThenItIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> table().withTimeToLive(Duration.ZERO));
    StreamsBuilder windowed = new StreamsBuilder();
    windowed.<String, String>stream("in")
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeWithNoGrace(TTL))
        .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("w").withTimeToLive(TTL));
    assertThrows(TopologyException.class, windowed::build);
    StreamsBuilder versioned = new StreamsBuilder();
    versioned.table(
        "in",
        Materialized.<String, String>as(
                Stores.persistentVersionedKeyValueStore("v", Duration.ofMinutes(5)))
            .withTimeToLive(TTL));
    assertThrows(TopologyException.class, versioned::build);
  }
}
