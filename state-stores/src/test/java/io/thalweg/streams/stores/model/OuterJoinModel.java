package io.thalweg.streams.stores.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.buffer.OuterJoinBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Lists of values that wait for a partner. */
final class OuterJoinModel extends BufferModel<OuterJoinModel.Id> {
  private final int keys;
  private long clock;
  private int values;

  record Id(long time, boolean left, String key) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return Comparator.comparingLong(Id::time)
          .thenComparing(Id::left)
          .thenComparing(Id::key)
          .compare(this, other);
    }

    boolean due(long leftBefore, long rightBefore) {
      return time < (left ? leftBefore : rightBefore);
    }
  }

  OuterJoinModel(StoreSpec spec, Random random) {
    assert spec.kind() == StoreSpec.Kind.OUTER_JOIN_BUFFER;
    keys = random.nextInt(4) == 0 ? 40 : 3;
  }

  static StoreSpec spec(ModelKind.Options options) {
    return options.buffer(StoreSpec.Kind.OUTER_JOIN_BUFFER);
  }

  @Override
  void change(Random random, StoreAccess access) {
    clock += random.nextInt(3);
    OuterJoinBuffer buffer = buffer(access);
    Id id =
        new Id(
            Math.max(0, clock - random.nextInt(12)),
            random.nextBoolean(),
            "k" + random.nextInt(keys));
    byte[] key = id.key().getBytes(UTF_8);
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        access.trace(() -> "remove " + id);
        buffer.remove(id.time(), id.left(), key);
        if (rows.containsKey(id)) {
          set(id, null, clock);
        }
      }
      case 2 -> {
        long lefts = clock - 5 - random.nextInt(10);
        long rights = clock - 5 - random.nextInt(10);
        access.trace(() -> "expire " + lefts + " " + rights);
        List<Id> due = rows.keySet().stream().filter(each -> each.due(lefts, rights)).toList();
        List<String> expected = new ArrayList<>();
        due.forEach(each -> expected.add(show(each, cell(each).value())));
        assertEquals(expected, expire(buffer, lefts, rights));
        due.forEach(each -> set(each, null, clock));
      }
      default -> {
        String value = "v".repeat(random.nextInt(3)) + values++;
        access.trace(() -> "append " + id + " " + value);
        buffer.append(id.time(), id.left(), key, value.getBytes(UTF_8));
        Cell before = rows.get(id);
        set(id, before == null ? value : before.value() + "," + value, clock);
      }
    }
  }

  private Cell cell(Id id) {
    return Objects.requireNonNull(rows.get(id));
  }

  @Override
  void read(Random random, StoreAccess access) {
    checkNow(access);
  }

  @Override
  void checkNow(StoreAccess access) {
    OuterJoinBuffer buffer = buffer(access);
    assertEquals(least(true), buffer.minTimestamp(true));
    assertEquals(least(false), buffer.minTimestamp(false));
  }

  private long least(boolean left) {
    return rows.keySet().stream()
        .filter(id -> id.left() == left)
        .mapToLong(Id::time)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  @Override
  long least(StoreAccess access) {
    return buffer(access).minTimestamp();
  }

  @Override
  List<String> takeAll(StoreAccess access) {
    return expire(buffer(access), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static List<String> expire(OuterJoinBuffer buffer, long lefts, long rights) {
    List<String> found = new ArrayList<>();
    buffer.expire(
        lefts,
        rights,
        (time, left, key, list) -> {
          List<String> texts = list.stream().map(value -> new String(value, UTF_8)).toList();
          found.add(show(new Id(time, left, new String(key, UTF_8)), String.join(",", texts)));
        });
    return found;
  }

  private static OuterJoinBuffer buffer(StoreAccess access) {
    return access.state().outerJoinBuffer(access.name());
  }
}
