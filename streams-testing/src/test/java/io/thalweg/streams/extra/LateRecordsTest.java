package io.thalweg.streams.extra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.Windowed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateRecordsTest {
  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static KGroupedStream<String, String> grouped(StreamsBuilder builder) {
    return builder.<String, String>stream("in").groupByKey();
  }

  private static void toOut(KTable<Windowed<String>, Long> counts) {
    counts
        .toStream()
        .map((k, n) -> KeyValue.pair(k.key() + "[" + k.window().start(), String.valueOf(n)))
        .to("out");
  }

  private static void tumbling(StreamsBuilder b) {
    toOut(
        grouped(b)
            .windowedBy(TimeWindows.ofSizeAndGrace(ms(10), ms(5)))
            .withLateRecords(late -> late.to("side"))
            .count());
  }

  @Test
  void whenAWindowIsClosedThenTheRecordGoesToTheLateStreamAsItCame() {
    try (Driven app = Driven.of(LateRecordsTest::tumbling)) {
      app.pipe("a", "x", 1).pipe("a", "y", 14).pipe("a", "z", 2).pipe("b", "c", 15);
      assertEquals(List.of("a[0=1@1", "a[10=1@14", "a[0=2@2", "b[10=1@15"), app.out());
      assertEquals(List.of(), app.out("side"));

      app.pipe("a", "late", 3);
      assertEquals(List.of(), app.out());
      assertEquals(List.of("a=late@3"), app.out("side"));
    }
  }

  @Test
  void whenOneOfSeveralWindowsIsClosedThenTheRecordIsBothCountedAndLateOnce() {
    try (Driven app =
        Driven.of(
            b ->
                toOut(
                    grouped(b)
                        .windowedBy(TimeWindows.ofSizeWithNoGrace(ms(10)).advanceBy(ms(2)))
                        .withLateRecords(late -> late.to("side"))
                        .count()))) {
      app.pipe("a", "x", 20);
      app.out();
      app.pipe("a", "y", 14);
      assertEquals(List.of("a[12=2@20", "a[14=2@20"), app.out());
      assertEquals(List.of("a=y@14"), app.out("side"));
    }
  }

  @Test
  void whenSlidingWindowsAreClosedThenTheRecordGoesToTheLateStreamOnce() {
    try (Driven app =
        Driven.of(
            b ->
                toOut(
                    grouped(b)
                        .windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(ms(10)))
                        .withLateRecords(late -> late.to("side"))
                        .count()))) {
      app.pipe("a", "x", 100).pipe("a", "y", 80);
      assertEquals(List.of("a[90=1@100"), app.out());
      assertEquals(List.of("a=y@80"), app.out("side"));
    }
  }

  @Test
  void whenASessionIsClosedThenTheRecordGoesToTheLateStream() {
    try (Driven app =
        Driven.of(
            b ->
                toOut(
                    grouped(b)
                        .windowedBy(SessionWindows.ofInactivityGapAndGrace(ms(10), ms(5)))
                        .withLateRecords(late -> late.mapValues(v -> v + "!").to("side"))
                        .count()))) {
      app.pipe("a", "x", 100).pipe("a", "y", 85).pipe("a", "z", 84);
      assertEquals(List.of("a[100=1@100", "a[85=1@85"), app.out());
      assertEquals(List.of("a=z!@84"), app.out("side"));
    }
  }

  @Test
  void whenLateRecordsAreWantedThenNoOtherNameChanges() {
    StreamsBuilder plain = new StreamsBuilder();
    toOut(grouped(plain).windowedBy(TimeWindows.ofSizeAndGrace(ms(10), ms(5))).count());
    StreamsBuilder wanted = new StreamsBuilder();
    toOut(
        grouped(wanted)
            .windowedBy(TimeWindows.ofSizeAndGrace(ms(10), ms(5)))
            .withLateRecords(late -> {})
            .count());

    String node = "KSTREAM-AGGREGATE-0000000002-late";
    String described = wanted.build().describe().toString();
    assertTrue(described.contains(node), described);
    assertEquals(
        plain.build().describe().toString(),
        described
            .replaceAll("    Processor: " + node + ".*\n.*\n.*\n", "")
            .replace(", " + node, "")
            .replace(node + ", ", ""));
  }

  @Test
  void whenNobodyTakesThemThenItIsRefused() {
    assertThrows(
        NullPointerException.class,
        () ->
            grouped(new StreamsBuilder())
                .windowedBy(TimeWindows.ofSizeWithNoGrace(ms(10)))
                .withLateRecords(nobody()));
  }

  @SuppressWarnings("NullAway") // that is the test
  private static <T> T nobody() {
    return null;
  }
}
