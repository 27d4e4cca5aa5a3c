package io.thalweg.streams.stores.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.stores.wire.SidedValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations against a sorted map of lists. */
class OuterJoinBufferModelTest {
  private static final int SEQUENCES = 2_000;

  record Id(long time, boolean left, String key) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return Comparator.comparingLong(Id::time)
          .thenComparing(Id::left)
          .thenComparing(Id::key)
          .compare(this, other);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, OuterJoinBuffer.HEAD_ROWS})
  void equalsModel(int headRows) {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      try {
        new Run(headRows, new Random(seed)).run(80);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("head of " + headRows + ", seed " + seed, e);
      }
    }
  }

  @Test
  void whatCameAndWentBetweenCommitsLeavesNoTrace() {
    HandDriven rows = new HandDriven(true, 1 << 20);
    OuterJoinBuffer buffer = new OuterJoinBuffer(rows.open(), () -> 0);
    buffer.append(10, true, bytes("a"), bytes("1"));
    buffer.remove(10, true, bytes("a"));
    rows.commit();
    assertEquals(0, rows.sent);
    assertEquals(List.of(), rows.stored());
  }

  @Test
  void whatTheChangelogHasSeenIsTakenBackAlthoughTheCommitFailed() {
    HandDriven rows = new HandDriven(true, 1 << 20);
    OuterJoinBuffer buffer = new OuterJoinBuffer(rows.open(), () -> 0);
    buffer.append(10, true, bytes("a"), bytes("1"));
    rows.writeChangelog();
    assertEquals(1, rows.changelog.size());
    buffer.append(10, true, bytes("a"), bytes("2"));
    buffer.remove(10, true, bytes("a"));
    rows.commit();
    assertEquals(0, rows.changelog.size());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** One random run. */
  private static final class Run {
    private final int headRows;
    private final Random random;
    private final HandDriven rows;
    private OuterJoinBuffer buffer;
    private NavigableMap<Id, List<String>> committed = new TreeMap<>();
    private final NavigableMap<Id, List<String>> model = new TreeMap<>();
    private long clock;

    Run(int headRows, Random random) {
      this.headRows = headRows;
      this.random = random;
      rows = new HandDriven(random.nextBoolean(), random.nextBoolean() ? 500 : 1 << 20);
      buffer = new OuterJoinBuffer(rows.open(), () -> clock, headRows);
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        step(random.nextInt(100));
        assertEquals(min(true), buffer.minTimestamp(true));
        assertEquals(min(false), buffer.minTimestamp(false));
        assertEquals(Math.min(min(true), min(false)), buffer.minTimestamp());
      }
      expire(Long.MAX_VALUE, Long.MAX_VALUE);
      commit();
    }

    private void step(int dice) {
      clock += random.nextInt(3);
      if (dice < 55) {
        Id id = id();
        String value = "v".repeat(random.nextInt(3)) + random.nextInt(100);
        buffer.append(id.time(), id.left(), bytes(id.key()), bytes(value));
        model.computeIfAbsent(id, ignored -> new ArrayList<>()).add(value);
      } else if (dice < 75) {
        Id id = id();
        buffer.remove(id.time(), id.left(), bytes(id.key()));
        model.remove(id);
      } else if (dice < 85) {
        expire(clock - 5 - random.nextInt(10), clock - 5 - random.nextInt(10));
      } else if (dice < 93) {
        commit();
      } else if (dice < 97) {
        rows.rollback();
        model.clear();
        committed.forEach((id, values) -> model.put(id, new ArrayList<>(values)));
      } else {
        commit();
        buffer = new OuterJoinBuffer(rows.reopen(), () -> clock, headRows);
      }
    }

    private void expire(long leftBefore, long rightBefore) {
      List<String> expected = new ArrayList<>();
      model
          .entrySet()
          .removeIf(
              row -> {
                Id id = row.getKey();
                boolean due = id.time() < (id.left() ? leftBefore : rightBefore);
                if (due) {
                  expected.add(id + "=" + row.getValue());
                }
                return due;
              });
      List<String> found = new ArrayList<>();
      buffer.expire(
          leftBefore,
          rightBefore,
          (time, left, key, values) ->
              found.add(new Id(time, left, new String(key, UTF_8)) + "=" + texts(values)));
      assertEquals(expected, found);
    }

    private void commit() {
      rows.commit();
      committed = new TreeMap<>();
      model.forEach((id, values) -> committed.put(id, new ArrayList<>(values)));
      assertEquals(model.size(), rows.changelog.size());
      assertEquals(model.size(), rows.stored().size());
      model.forEach(
          (id, values) -> {
            byte[] key = SidedValues.key(id.time(), id.left(), bytes(id.key()));
            byte[] list = rows.changelog.get(key);
            assertEquals(values, list == null ? null : texts(SidedValues.values(list)));
            byte[] again = null;
            for (String value : values) {
              again = SidedValues.append(again, id.left(), bytes(value));
            }
            assertArrayEquals(again, list);
          });
    }

    private long min(boolean left) {
      return model.keySet().stream()
          .filter(id -> id.left() == left)
          .mapToLong(Id::time)
          .min()
          .orElse(Long.MAX_VALUE);
    }

    private Id id() {
      return new Id(
          Math.max(0, clock - random.nextInt(12)), random.nextBoolean(), "k" + random.nextInt(3));
    }

    private static List<String> texts(List<byte[]> values) {
      return values.stream().map(value -> new String(value, UTF_8)).toList();
    }
  }
}
