package io.thalweg.streams.stores.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Updates that are held back, one a key. */
final class SuppressModel extends BufferModel<String> {
  private final int keys;
  private long clock;

  /** What is held back of a key; a row's value is this, written out. */
  private record Held(
      long time, @Nullable String prior, @Nullable String old, @Nullable String now, long offset) {
    static Held of(BufferedChange change) {
      return new Held(
          change.time(),
          text(change.prior()),
          text(change.old()),
          text(change.now()),
          change.origin().offset());
    }

    static Held of(Cell cell) {
      String[] parts = cell.value().split("[|]", -1);
      return new Held(
          Long.parseLong(parts[0]),
          parsed(parts[1]),
          parsed(parts[2]),
          parsed(parts[3]),
          Long.parseLong(parts[4]));
    }

    private static @Nullable String parsed(String part) {
      return part.equals("null") ? null : part;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
      return bytes == null ? null : new String(bytes, UTF_8);
    }

    String written() {
      return time + "|" + prior + "|" + old + "|" + now + "|" + offset;
    }

    /** As Kafka Streams counts it. */
    long size(String key) {
      boolean asPrior = prior != null && prior.equals(old);
      return 29L + key.length() + length(prior) + length(now) + (asPrior ? 0 : length(old));
    }

    private static int length(@Nullable String value) {
      return value == null ? 0 : value.length();
    }
  }

  SuppressModel(StoreSpec spec, Random random) {
    assert spec.kind() == StoreSpec.Kind.SUPPRESS_BUFFER;
    keys = random.nextInt(4) == 0 ? 60 : 8;
  }

  static StoreSpec spec(ModelKind.Options options) {
    return options.buffer(StoreSpec.Kind.SUPPRESS_BUFFER);
  }

  /** Kafka Streams, too, logs a buffered row once a commit. */
  @Override
  boolean dedup(StoreAccess store) {
    return true;
  }

  @Override
  void change(Random random, StoreAccess access) {
    clock++;
    if (random.nextInt(8) == 0) {
      int left = random.nextInt(10);
      access.trace(() -> "evict all but " + left);
      List<String> due =
          inOrder().subList(0, Math.max(0, rows.size() - left)).stream().map(this::shown).toList();
      List<String> keysDue = List.copyOf(inOrder().subList(0, due.size()));
      assertEquals(due, evict(access, left));
      keysDue.forEach(key -> set(key, null, clock));
    } else {
      put(random, access);
    }
  }

  private void put(Random random, StoreAccess access) {
    String key = key(random);
    long time = Math.max(0, clock - random.nextInt(20));
    String old = value(random);
    String now = value(random);
    access.trace(() -> "put " + key + " " + old + "->" + now + " at " + time);
    RecordOrigin origin = new RecordOrigin(clock, clock, "t", 3, new RecordHeaders());
    buffer(access).put(time, key.getBytes(UTF_8), bytes(old), bytes(now), origin);
    Cell cell = rows.get(key);
    Held before = cell == null ? null : Held.of(cell);
    Held next =
        before == null
            ? new Held(time, old, old, now, clock)
            : new Held(before.time(), before.prior(), old, now, clock);
    set(key, next.written(), clock);
  }

  @Override
  void read(Random random, StoreAccess access) {
    String key = key(random);
    access.trace(() -> "get " + key);
    BufferedChange found = buffer(access).get(key.getBytes(UTF_8));
    Cell cell = rows.get(key);
    assertEquals(cell == null ? null : Held.of(cell), found == null ? null : Held.of(found));
    checkNow(access);
  }

  @Override
  void checkNow(StoreAccess access) {
    SuppressBuffer buffer = buffer(access);
    assertEquals(rows.size(), buffer.records());
    assertEquals(
        rows.entrySet().stream().mapToLong(row -> Held.of(row.getValue()).size(row.getKey())).sum(),
        buffer.bytes());
    assertEquals(
        rows.values().stream().mapToLong(cell -> Held.of(cell).time()).min().orElse(Long.MAX_VALUE),
        buffer.minTimestamp());
  }

  @Override
  long least(StoreAccess access) {
    return buffer(access).minTimestamp();
  }

  @Override
  List<String> contents() {
    return inOrder().stream().map(this::shown).toList();
  }

  @Override
  List<String> takeAll(StoreAccess access) {
    return evict(access, 0);
  }

  private static List<String> evict(StoreAccess access, int left) {
    List<String> found = new ArrayList<>();
    SuppressBuffer buffer = buffer(access);
    buffer.evictWhile(
        () -> buffer.records() > left,
        (key, change) -> found.add(show(new String(key, UTF_8), Held.of(change).written())));
    return found;
  }

  /** The keys, the oldest row first. */
  private List<String> inOrder() {
    return rows.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, Cell> row) -> Held.of(row.getValue()).time())
                .thenComparing(row -> row.getKey()))
        .map(row -> row.getKey())
        .toList();
  }

  private String shown(String key) {
    Cell cell = rows.get(key);
    return show(key, cell == null ? "" : cell.value());
  }

  private static SuppressBuffer buffer(StoreAccess access) {
    return access.state().suppressBuffer(access.name());
  }

  private String key(Random random) {
    return "k".repeat(random.nextInt(2)) + random.nextInt(keys);
  }

  private static @Nullable String value(Random random) {
    return random.nextInt(4) == 0 ? null : "v".repeat(random.nextInt(3)) + random.nextInt(4);
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
