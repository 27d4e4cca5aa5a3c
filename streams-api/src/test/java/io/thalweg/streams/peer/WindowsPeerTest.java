package io.thalweg.streams.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.UnlimitedWindows;
import org.junit.jupiter.api.Test;

/** Windows against those of Kafka Streams. */
class WindowsPeerTest {
  private static final List<Duration> DURATIONS =
      Arrays.asList(
          null,
          Duration.ofMillis(-1),
          Duration.ZERO,
          Duration.ofNanos(999_999),
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          Duration.ofDays(1),
          Duration.ofSeconds(Long.MAX_VALUE));

  @Test
  void whenMadeFromAnyTwoDurationsThenTheyAreTheSameOrBothRefuse() {
    for (Duration a : DURATIONS) {
      for (Duration b : DURATIONS) {
        Outcome.same(
            () -> described(io.thalweg.streams.kstream.TimeWindows.ofSizeAndGrace(a, b)),
            () -> described(TimeWindows.ofSizeAndGrace(a, b)));
        Outcome.same(
            () ->
                described(io.thalweg.streams.kstream.TimeWindows.ofSizeWithNoGrace(a).advanceBy(b)),
            () -> described(TimeWindows.ofSizeWithNoGrace(a).advanceBy(b)));
        Outcome.same(
            () ->
                described(io.thalweg.streams.kstream.SlidingWindows.ofTimeDifferenceAndGrace(a, b)),
            () -> described(SlidingWindows.ofTimeDifferenceAndGrace(a, b)));
        Outcome.same(
            () ->
                described(io.thalweg.streams.kstream.SessionWindows.ofInactivityGapAndGrace(a, b)),
            () -> described(SessionWindows.ofInactivityGapAndGrace(a, b)));
        Outcome.same(
            () -> described(io.thalweg.streams.kstream.JoinWindows.ofTimeDifferenceAndGrace(a, b)),
            () -> described(JoinWindows.ofTimeDifferenceAndGrace(a, b)));
        joinWindowsWithOtherEnds(a, b);
      }
    }
  }

  private static void joinWindowsWithOtherEnds(Duration a, Duration b) {
    Outcome.same(
        () ->
            described(
                io.thalweg.streams.kstream.JoinWindows.ofTimeDifferenceWithNoGrace(a).before(b)),
        () -> described(JoinWindows.ofTimeDifferenceWithNoGrace(a).before(b)));
    Outcome.same(
        () -> {
          var windows =
              io.thalweg.streams.kstream.JoinWindows.ofTimeDifferenceWithNoGrace(a).after(b);
          return windows.beforeMs + "/" + windows.afterMs + "/" + windows.size();
        },
        () -> {
          var windows = JoinWindows.ofTimeDifferenceWithNoGrace(a).after(b);
          return windows.beforeMs + "/" + windows.afterMs + "/" + windows.size();
        });
  }

  private static String described(Object windows) {
    return windows + "#" + windows.hashCode();
  }

  @Test
  void whenAskedForTheWindowsOfATimestampThenTheyAreTheSameInTheSameOrder() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      Duration size = Duration.ofMillis(1 + random.nextInt(50));
      Duration advance = Duration.ofMillis(1 + random.nextInt((int) size.toMillis()));
      long timestamp = i % 50 == 0 ? -random.nextInt(100) : random.nextInt(200);
      Outcome.same(
          () ->
              io.thalweg.streams.kstream.TimeWindows.ofSizeWithNoGrace(size)
                  .advanceBy(advance)
                  .windowsFor(timestamp),
          () -> TimeWindows.ofSizeWithNoGrace(size).advanceBy(advance).windowsFor(timestamp));
    }
  }

  @Test
  void whenTheWindowWouldEndAfterTheEndOfTimeThenBothRefuse() {
    Duration size = Duration.ofMillis(10);
    Outcome.same(
        () ->
            io.thalweg.streams.kstream.TimeWindows.ofSizeWithNoGrace(size)
                .windowsFor(Long.MAX_VALUE - 2),
        () -> TimeWindows.ofSizeWithNoGrace(size).windowsFor(Long.MAX_VALUE - 2));
  }

  @Test
  void unlimitedWindowsAreTheSame() {
    for (Instant start :
        Arrays.asList(
            null, Instant.ofEpochMilli(-1), Instant.EPOCH, Instant.ofEpochMilli(7), Instant.MAX)) {
      for (long timestamp : new long[] {0, 6, 7, 8}) {
        Outcome.same(
            () -> {
              var windows = io.thalweg.streams.kstream.UnlimitedWindows.of().startOn(start);
              return described(windows) + windows.windowsFor(timestamp) + windows.size();
            },
            () -> {
              var windows = UnlimitedWindows.of().startOn(start);
              return described(windows) + windows.windowsFor(timestamp) + windows.size();
            });
      }
    }
  }

  @Test
  void windowsOfOneKindOverlapTheSameAndThoseOfTwoKindsDoNotCompare() {
    for (int a = 0; a < 6; a++) {
      for (int b = a; b < 6; b++) {
        for (int c = 0; c < 6; c++) {
          for (int d = c; d < 6; d++) {
            overlaps(a, b, c, d);
          }
        }
      }
    }
    Outcome.same(
        () -> ours(0, 1, true).overlap(ours(0, 1, false)),
        () -> peer(0, 1, true).overlap(peer(0, 1, false)));
  }

  private static void overlaps(long a, long b, long c, long d) {
    for (boolean session : new boolean[] {false, true}) {
      Outcome.same(
          () -> ours(a, b, session).overlap(ours(c, d, session)),
          () -> peer(a, b, session).overlap(peer(c, d, session)));
    }
    Outcome.same(
        () -> described(new io.thalweg.streams.kstream.Windowed<>("key", ours(a, b, true))),
        () -> described(new org.apache.kafka.streams.kstream.Windowed<>("key", peer(a, b, true))));
  }

  private static io.thalweg.streams.kstream.Window ours(long start, long end, boolean session) {
    return session
        ? new io.thalweg.streams.kstream.internals.SessionWindow(start, end)
        : new io.thalweg.streams.kstream.internals.TimeWindow(start, end);
  }

  private static org.apache.kafka.streams.kstream.Window peer(
      long start, long end, boolean session) {
    return session
        ? new org.apache.kafka.streams.kstream.internals.SessionWindow(start, end)
        : new org.apache.kafka.streams.kstream.internals.TimeWindow(start, end);
  }
}
