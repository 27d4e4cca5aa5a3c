package io.thalweg.streams.stores.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.stores.wire.GraceKey;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations against a list, sorted when asked. */
class GraceBufferModelTest {
  private static final int SEQUENCES = 2_000;

  record Waiting(long time, String key, String value, long arrival) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 4, GraceBuffer.HEAD_ROWS})
  void equalsModel(int headRows) {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      try {
        new Run(headRows, new Random(seed)).run(80);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("head of " + headRows + ", seed " + seed, e);
      }
    }
  }

  /** One random run. */
  private static final class Run {
    private final int headRows;
    private final Random random;
    private final HandDriven rows;
    private GraceBuffer buffer;
    private List<Waiting> committed = List.of();
    private final List<Waiting> model = new ArrayList<>();
    private long clock;

    Run(int headRows, Random random) {
      this.headRows = headRows;
      this.random = random;
      rows = new HandDriven(random.nextBoolean(), random.nextBoolean() ? 500 : 1 << 20);
      buffer = new GraceBuffer(rows.open(), headRows);
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        clock++;
        step(random.nextInt(100));
        assertEquals(
            model.stream().mapToLong(Waiting::time).min().orElse(Long.MAX_VALUE),
            buffer.minTimestamp());
      }
      evict(Long.MAX_VALUE);
      commit();
    }

    private void step(int dice) {
      if (dice < 60) {
        long time = Math.max(0, clock - random.nextInt(6));
        Waiting next = new Waiting(time, "k" + random.nextInt(3), "v" + random.nextInt(100), clock);
        RecordOrigin origin = new RecordOrigin(time, clock, "topic", 1, new RecordHeaders());
        buffer.put(time, next.key().getBytes(UTF_8), next.value().getBytes(UTF_8), origin);
        model.add(next);
      } else if (dice < 80) {
        evict(clock - random.nextInt(12));
      } else if (dice < 90) {
        commit();
      } else if (dice < 95) {
        rows.rollback();
        model.clear();
        model.addAll(committed);
      } else {
        commit();
        buffer = new GraceBuffer(rows.reopen(), headRows);
      }
    }

    private void evict(long before) {
      List<Waiting> expected =
          model.stream()
              .filter(row -> row.time() < before)
              .sorted(
                  Comparator.comparingLong(Waiting::time)
                      .thenComparing(Waiting::key)
                      .thenComparing(Waiting::arrival))
              .toList();
      List<Waiting> found = new ArrayList<>();
      buffer.evictWhile(
          () -> buffer.minTimestamp() < before,
          (time, key, value, origin) ->
              found.add(
                  new Waiting(
                      time,
                      new String(key, UTF_8),
                      value == null ? "" : new String(value, UTF_8),
                      origin.offset())));
      assertEquals(expected, found);
      model.removeAll(expected);
    }

    private void commit() {
      rows.commit();
      committed = List.copyOf(model);
      assertEquals(
          model.stream().map(row -> row.time() + row.key()).sorted().toList(),
          rows.changelog.keySet().stream()
              .map(key -> GraceKey.time(key) + new String(GraceKey.keyOf(key), UTF_8))
              .sorted()
              .toList());
      assertEquals(model.size(), rows.stored().size());
    }
  }
}
