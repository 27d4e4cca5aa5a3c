package io.thalweg.streams.stores.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations against a map, ordered when asked. */
class SuppressBufferModelTest {
  private static final int SEQUENCES = 2_000;

  record Held(
      long time, @Nullable String prior, @Nullable String old, @Nullable String now, long offset) {
    long size(String key) {
      boolean asPrior = prior != null && prior.equals(old);
      return 30L + key.length() + length(prior) + length(now) + (asPrior ? 0 : length(old));
    }

    private static int length(@Nullable String value) {
      return value == null ? 0 : value.length();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, SuppressBuffer.HEAD_ROWS})
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
    private SuppressBuffer buffer;
    private Map<String, Held> committed = new TreeMap<>();
    private final Map<String, Held> model = new TreeMap<>();
    private long clock;

    Run(int headRows, Random random) {
      this.headRows = headRows;
      this.random = random;
      rows = new HandDriven(random.nextBoolean(), random.nextBoolean() ? 500 : 1 << 20);
      buffer = new SuppressBuffer(rows.open(), headRows);
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        clock++;
        step(random.nextInt(100));
        checkSizes();
      }
      evict(0);
      commit();
    }

    private void checkSizes() {
      assertEquals(model.size(), buffer.records());
      assertEquals(
          model.entrySet().stream().mapToLong(row -> row.getValue().size(row.getKey())).sum(),
          buffer.bytes());
      assertEquals(
          model.values().stream().mapToLong(Held::time).min().orElse(Long.MAX_VALUE),
          buffer.minTimestamp());
    }

    private void step(int dice) {
      if (dice < 55) {
        put();
      } else if (dice < 75) {
        String key = key();
        Held expected = model.get(key);
        BufferedChange found = buffer.get(key.getBytes(UTF_8));
        if (expected == null) {
          assertNull(found);
        } else {
          assertEquals(expected, held(found));
        }
      } else if (dice < 85) {
        evict(random.nextInt(10));
      } else if (dice < 93) {
        commit();
      } else if (dice < 97) {
        rows.rollback();
        model.clear();
        model.putAll(committed);
      } else {
        commit();
        buffer = new SuppressBuffer(rows.reopen(), headRows);
      }
    }

    private void put() {
      String key = key();
      long time = Math.max(0, clock - random.nextInt(20));
      String old = value();
      String now = value();
      RecordOrigin origin = new RecordOrigin(clock, clock, "t", 3, new RecordHeaders());
      origin.headers().add("h", null);
      buffer.put(time, key.getBytes(UTF_8), bytes(old), bytes(now), origin);
      Held before = model.get(key);
      model.put(
          key,
          before == null
              ? new Held(time, old, old, now, clock)
              : new Held(before.time(), before.prior(), old, now, clock));
    }

    private void evict(int left) {
      List<String> expected =
          new ArrayList<>(
              model.keySet().stream()
                  .sorted(
                      Comparator.comparingLong((String key) -> at(key).time())
                          .thenComparing(Comparator.naturalOrder()))
                  .limit(Math.max(0, model.size() - left))
                  .map(key -> key + at(key))
                  .toList());
      List<String> found = new ArrayList<>();
      buffer.evictWhile(
          () -> buffer.records() > left,
          (key, change) -> {
            String name = new String(key, UTF_8);
            found.add(name + held(change));
            model.remove(name);
          });
      assertEquals(expected, found);
    }

    private Held at(String key) {
      return Objects.requireNonNull(model.get(key));
    }

    private void commit() {
      rows.commit();
      committed = new TreeMap<>(model);
      Map<String, Held> logged = new TreeMap<>();
      rows.changelog.forEach(
          (key, value) -> logged.put(new String(key, UTF_8), held(BufferedChange.decode(value))));
      assertEquals(model, logged);
      assertEquals(model.size(), rows.stored().size());
    }

    private static Held held(@Nullable BufferedChange change) {
      if (change == null) {
        throw new AssertionError("no such row");
      }
      assertEquals("h", change.origin().headers().iterator().next().key());
      return new Held(
          change.time(),
          text(change.prior()),
          text(change.old()),
          text(change.now()),
          change.origin().offset());
    }

    private String key() {
      return "k".repeat(random.nextInt(2)) + random.nextInt(8);
    }

    private @Nullable String value() {
      return random.nextInt(4) == 0 ? null : "v".repeat(random.nextInt(3)) + random.nextInt(4);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
      return text == null ? null : text.getBytes(UTF_8);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
      return bytes == null ? null : new String(bytes, UTF_8);
    }
  }
}
