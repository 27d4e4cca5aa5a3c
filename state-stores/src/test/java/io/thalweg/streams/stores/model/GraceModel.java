package io.thalweg.streams.stores.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.buffer.GraceBuffer;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records that wait for the row of a table that was valid at their time. */
final class GraceModel extends BufferModel<GraceModel.Id> {
  private final int keys;
  private long clock;

  /** The offset tells records apart; they come in its order. */
  record Id(long time, String key, long offset) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return Comparator.comparingLong(Id::time)
          .thenComparing(Id::key)
          .thenComparingLong(Id::offset)
          .compare(this, other);
    }
  }

  GraceModel(StoreSpec spec, Random random) {
    assert spec.kind() == StoreSpec.Kind.GRACE_BUFFER;
    keys = random.nextInt(4) == 0 ? 40 : 3;
  }

  static StoreSpec spec(ModelKind.Options options) {
    return options.buffer(StoreSpec.Kind.GRACE_BUFFER);
  }

  @Override
  void change(Random random, StoreAccess access) {
    clock++;
    if (random.nextInt(5) == 0) {
      long before = clock - 3 - random.nextInt(6);
      access.trace(() -> "evict before " + before);
      List<Id> due = rows.keySet().stream().filter(id -> id.time() < before).toList();
      List<String> expected = contents().subList(0, due.size());
      assertEquals(expected, evict(access, before));
      due.forEach(id -> set(id, null, clock));
    } else {
      long time = Math.max(0, clock - random.nextInt(6));
      Id id = new Id(time, "k" + random.nextInt(keys), clock);
      String value = "v" + random.nextInt(100);
      access.trace(() -> "put " + id + " " + value);
      RecordOrigin origin = new RecordOrigin(time, clock, "topic", 1, new RecordHeaders());
      buffer(access).put(time, id.key().getBytes(UTF_8), value.getBytes(UTF_8), origin);
      set(id, value, time);
    }
  }

  @Override
  void read(Random random, StoreAccess access) {
    checkNow(access);
  }

  @Override
  void checkNow(StoreAccess access) {
    assertEquals(rows.isEmpty() ? Long.MAX_VALUE : rows.firstKey().time(), least(access));
  }

  @Override
  long least(StoreAccess access) {
    return buffer(access).minTimestamp();
  }

  @Override
  List<String> takeAll(StoreAccess access) {
    return evict(access, Long.MAX_VALUE);
  }

  private static List<String> evict(StoreAccess access, long before) {
    List<String> found = new ArrayList<>();
    GraceBuffer buffer = buffer(access);
    buffer.evictWhile(
        () -> buffer.minTimestamp() < before,
        (time, key, value, origin) ->
            found.add(
                show(
                    new Id(time, new String(key, UTF_8), origin.offset()),
                    value == null ? "" : new String(value, UTF_8))));
    return found;
  }

  private static GraceBuffer buffer(StoreAccess access) {
    return access.state().graceBuffer(access.name());
  }
}
