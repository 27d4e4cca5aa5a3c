package io.thalweg.streams.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** Records, above all whose headers are whose, against those of Kafka Streams. */
class RecordPeerTest {
  private static Headers headers() {
    return new RecordHeaders().add("given", new byte[] {1});
  }

  @Test
  void whenHeadersChangeAfterTheRecordWasMadeThenItDoesNotSeeIt() {
    Outcome.same(
        () -> {
          Headers given = headers();
          var it = new io.thalweg.streams.processor.api.Record<>("k", "v", 1, given);
          given.add("late", new byte[0]);
          return it;
        },
        () -> {
          Headers given = headers();
          var it = new Record<>("k", "v", 1, given);
          given.add("late", new byte[0]);
          return it;
        });
  }

  /** Steps: 0 keep a reference to the headers, 1 add by reference, 2 copy and go on with that. */
  @Test
  void whenRecordsAreCopiedAndHeadersAddedInAnyOrderThenEachSeesTheSame() {
    for (int plan = 0; plan < 729; plan++) {
      int steps = plan;
      Outcome.same(() -> ours(steps), () -> peer(steps));
    }
  }

  private static String ours(int plan) {
    var first = new io.thalweg.streams.processor.api.Record<>("k", "v", 1, headers());
    var current = first;
    Headers kept = null;
    for (int i = 0, rest = plan; i < 6; i++, rest /= 3) {
      switch (rest % 3) {
        case 0 -> kept = current.headers();
        case 1 -> (kept == null ? current.headers() : kept).add("h" + i, new byte[0]);
        default -> current = i % 2 == 0 ? current.withValue("v" + i) : current.withTimestamp(i);
      }
    }
    return first + "\n" + current + "\n" + kept;
  }

  private static String peer(int plan) {
    var first = new Record<>("k", "v", 1, headers());
    var current = first;
    Headers kept = null;
    for (int i = 0, rest = plan; i < 6; i++, rest /= 3) {
      switch (rest % 3) {
        case 0 -> kept = current.headers();
        case 1 -> (kept == null ? current.headers() : kept).add("h" + i, new byte[0]);
        default -> current = i % 2 == 0 ? current.withValue("v" + i) : current.withTimestamp(i);
      }
    }
    return first + "\n" + current + "\n" + kept;
  }

  @Test
  void oddRecordsAndFixedKeysAreTheSame() {
    Outcome.same(
        () -> new io.thalweg.streams.processor.api.Record<>("k", "v", -1),
        () -> new Record<>("k", "v", -1));
    Outcome.same(
        () -> new io.thalweg.streams.processor.api.Record<>(null, null, 1, null).withHeaders(null),
        () -> new Record<>(null, null, 1, null).withHeaders(null));
    Outcome.same(
        () ->
            io.thalweg.streams.processor.api.InternalFixedKeyRecordFactory.create(
                    new io.thalweg.streams.processor.api.Record<>("k", "v", 1, headers()))
                .withValue(5),
        () ->
            org.apache.kafka.streams.processor.api.InternalFixedKeyRecordFactory.create(
                    new Record<>("k", "v", 1, headers()))
                .withValue(5));
    assertEquals(
        new io.thalweg.streams.processor.api.Record<>("k", "v", 1, headers()),
        new io.thalweg.streams.processor.api.Record<>("k", "v", 1, headers()));
    assertNotEquals(
        new io.thalweg.streams.processor.api.Record<>("k", "v", 1, headers()),
        new io.thalweg.streams.processor.api.Record<>("k", "v", 1));
  }
}
