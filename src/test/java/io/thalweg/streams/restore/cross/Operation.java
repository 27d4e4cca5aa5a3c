package io.thalweg.streams.restore.cross;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Something to do to a store of any kind; it takes what it has a use for.
 *
 * @param value null deletes
 * @param start of a window or session
 * @param end of a session
 * @param timestamp of the record that does it
 */
public record Operation(String key, @Nullable String value, long start, long end, long timestamp) {
  /** How long windows, sessions and versions are kept: operations go back twice as far. */
  public static final long RETENTION_MS = 120_000;

  /** Times are counted from here: not so old that a broker would delete the records. */
  public static final long BASE_MS = System.currentTimeMillis() / 600_000 * 600_000 - 600_000;

  public static final long SPAN_MS = 360_000;
  private static final int KEYS = 12;
  private static final int COUNT = 300;

  /** The operations on every store, always the same but for their base. */
  public static final List<Operation> ALL = random(new Random(42));

  private static List<Operation> random(Random random) {
    List<Operation> operations = new ArrayList<>();
    long latest = BASE_MS;
    for (int i = 0; i < COUNT; i++) {
      long now = BASE_MS + SPAN_MS * i / COUNT;
      long late = random.nextInt(3) == 0 ? random.nextInt((int) (2 * RETENTION_MS)) : 0;
      String value = i > 0 && random.nextInt(6) == 0 ? null : "v" + i;
      // that a deletion moves time is known to some stores of Kafka Streams after a restore only
      long end = Math.max(BASE_MS, value == null ? Math.min(latest, now - late) : now - late);
      end -= end % 1_000;
      latest = Math.max(latest, end);
      operations.add(
          new Operation(
              key(random.nextInt(KEYS)),
              value,
              Math.max(BASE_MS, end - random.nextInt(5) * 1_000L),
              end,
              now));
    }
    return operations;
  }

  /** All keys, some of them prefixes of others. */
  public static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add(key(i));
    }
    return keys;
  }

  private static String key(int number) {
    return "ab".repeat(number % 3) + "k" + number / 3;
  }
}
