package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.buffer.GraceBuffer;
import io.thalweg.streams.stores.buffer.OuterJoinBuffer;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random input to topologies that run on Kafka Streams, and the same done to our buffers: after
 * each record the changelogs say the same, byte for byte. Now and then our store is thrown away and
 * made again from the changelog that Kafka Streams wrote.
 */
class BufferPeerTest {
  private static final int STEPS = 250;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void outerJoin(int seed, @TempDir Path directory) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> left = builder.stream("l");
    left.outerJoin(
            builder.<String, String>stream("r"),
            (x, y) -> x + "|" + y,
            JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(100), Duration.ofMillis(50)),
            StreamJoined.as("J"))
        .to("out");
    try (KsBuffer theirs = new KsBuffer(builder, "app-J-outer-shared-join-store-changelog");
        Ours ours = new Ours(StoreSpec.Kind.OUTER_JOIN_BUFFER, engine(seed), directory)) {
      new OuterJoin(new Random(seed), theirs, ours).run();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void suppress(int seed, @TempDir Path directory) {
    StreamsBuilder builder = new StreamsBuilder();
    builder
        .<String, String>table("t", Materialized.as("T"))
        .suppress(
            Suppressed.<String>untilTimeLimit(
                    Duration.ofMillis(100), Suppressed.BufferConfig.unbounded())
                .withName("S"))
        .toStream()
        .to("out");
    try (KsBuffer theirs = new KsBuffer(builder, "app-S-store-changelog");
        Ours ours = new Ours(StoreSpec.Kind.SUPPRESS_BUFFER, engine(seed), directory)) {
      new Suppress(new Random(seed), theirs, ours).run();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void streamTableGrace(int seed, @TempDir Path directory) {
    StreamsBuilder builder = new StreamsBuilder();
    KTable<String, String> table =
        builder.table(
            "t",
            Materialized.<String, String>as(
                Stores.persistentVersionedKeyValueStore("V", Duration.ofSeconds(1))));
    builder.<String, String>stream("l")
        .leftJoin(
            table,
            (x, y) -> x,
            Joined.<String, String, String>as("J").withGracePeriod(Duration.ofMillis(100)))
        .to("out");
    try (KsBuffer theirs = new KsBuffer(builder, "app-J-Buffer-changelog");
        Ours ours = new Ours(StoreSpec.Kind.GRACE_BUFFER, engine(seed), directory)) {
      new Grace(new Random(seed), theirs, ours).run();
    }
  }

  private static StoreSpec.Engine engine(int seed) {
    return seed == 3 ? StoreSpec.Engine.IN_MEMORY : StoreSpec.Engine.ROCKSDB;
  }

  /** Our store, and how it is restored from their changelog. */
  private static final class Ours implements AutoCloseable {
    private final StoreSpec spec;
    private final Path directory;
    private int generation;
    Harness harness;

    Ours(StoreSpec.Kind kind, StoreSpec.Engine engine, Path directory) {
      spec = Harness.spec(kind, engine, Serdes.ByteArray(), null);
      this.directory = directory;
      harness = open();
    }

    private Harness open() {
      Path own = directory.resolve("g" + generation++);
      assertTrue(own.toFile().mkdirs());
      return new Harness(spec, own, Harness.config(1 << 20, true));
    }

    void restoreFrom(KsBuffer theirs) {
      harness.close();
      harness = open();
      harness.changelog.addAll(theirs.changelog());
      assertEquals(harness.changelog.size(), harness.reopen(false));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  /** What is common to the three. */
  private abstract static class Run {
    final Random random;
    final KsBuffer theirs;
    final Ours ours;
    final List<String> emitted = new ArrayList<>();
    final Map<String, Long> offsets = new HashMap<>();
    long clock = 1_000;

    Run(Random random, KsBuffer theirs, Ours ours) {
      this.random = random;
      this.theirs = theirs;
      this.ours = ours;
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        emitted.clear();
        clock += random.nextInt(10) == 0 ? random.nextInt(120) : random.nextInt(12);
        step();
        ours.harness.commit();
        assertEquals(theirs.rows(), KsBuffer.rows(ours.harness.compacted()), "step " + i);
        if (random.nextInt(25) == 0) {
          ours.restoreFrom(theirs);
        } else if (random.nextInt(25) == 0) {
          ours.harness.reopen(random.nextBoolean());
        }
      }
    }

    abstract void step();

    String key() {
      return "k" + random.nextInt(5);
    }

    @Nullable String value(int nulls) {
      return random.nextInt(10) < nulls ? null : "v".repeat(random.nextInt(3)) + random.nextInt(9);
    }

    TestRecord<String, String> record(String key, @Nullable String value, long time) {
      RecordHeaders headers = new RecordHeaders();
      for (int i = random.nextInt(3); i > 0; i--) {
        headers.add("h" + i, i == 1 ? null : new byte[] {7, 8});
      }
      return new TestRecord<>(key, value, headers, time);
    }

    RecordOrigin origin(String topic, TestRecord<String, String> record) {
      long offset = offsets.merge(topic, 1L, Long::sum) - 1;
      Headers headers = new RecordHeaders(record.headers());
      return new RecordOrigin(record.timestamp(), offset, topic, 0, headers);
    }

    static String text(byte @Nullable [] bytes) {
      return bytes == null ? "null" : new String(bytes, UTF_8);
    }
  }

  /** The join's operator, as far as its input here needs it: times do not go back. */
  private static final class OuterJoin extends Run {
    private record Seen(boolean left, String key, long time) {}

    private final List<Seen> window = new ArrayList<>();

    OuterJoin(Random random, KsBuffer theirs, Ours ours) {
      super(random, theirs, ours);
    }

    @Override
    void step() {
      boolean left = random.nextBoolean();
      TestRecord<String, String> record = record(key(), value(0), clock);
      theirs.pipe(left ? "l" : "r", record);
      String key = record.key();
      ours.harness.recordTimestamp = clock;
      OuterJoinBuffer buffer = ours.harness.state().outerJoinBuffer("s");
      List<String> lonely = theirs.output().stream().filter(out -> out.contains("null")).toList();
      if (!lonely.isEmpty()) { // when to look is the operator's business
        expire(buffer);
      }
      assertEquals(lonely, emitted);
      boolean met = false;
      for (Seen other : window) {
        if (other.left != left && other.key.equals(key) && other.time >= clock - 100) {
          buffer.remove(other.time, other.left, key.getBytes(UTF_8));
          met = true;
        }
      }
      if (!met) {
        buffer.append(clock, left, key.getBytes(UTF_8), record.value().getBytes(UTF_8));
      }
      window.add(new Seen(left, key, clock));
      window.removeIf(seen -> seen.time < clock - 200);
    }

    private void expire(OuterJoinBuffer buffer) {
      buffer.expire(
          clock - 150,
          clock - 150,
          (time, left, key, values) -> {
            for (byte[] value : values) {
              String pair = left ? text(value) + "|null" : "null|" + text(value);
              emitted.add(text(key) + "=" + pair + "@" + time);
            }
          });
    }
  }

  /** The suppress operator for a time limit. */
  private static final class Suppress extends Run {
    private final Map<String, String> table = new TreeMap<>();
    private long observed;

    Suppress(Random random, KsBuffer theirs, Ours ours) {
      super(random, theirs, ours);
    }

    @Override
    void step() {
      long time = clock - random.nextInt(60);
      TestRecord<String, String> record = record(key(), value(3), time);
      theirs.pipe("t", record);
      observed = Math.max(observed, time);
      String key = record.key();
      String old = table.get(key);
      SuppressBuffer buffer = ours.harness.state().suppressBuffer("s");
      buffer.put(time, key.getBytes(UTF_8), bytes(old), bytes(record.value()), origin("t", record));
      if (record.value() == null) {
        table.remove(key);
      } else {
        table.put(key, record.value());
      }
      buffer.evictWhile(
          () -> buffer.minTimestamp() <= observed - 100,
          (k, change) -> emitted.add(text(k) + "=" + text(change.now()) + "@" + at(change)));
      assertEquals(emitted, theirs.output());
    }

    private static String at(BufferedChange change) {
      return String.valueOf(change.origin().timestamp());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
      return text == null ? null : text.getBytes(UTF_8);
    }
  }

  /** The stream side of a stream-table join with grace. */
  private static final class Grace extends Run {
    private long observed;

    Grace(Random random, KsBuffer theirs, Ours ours) {
      super(random, theirs, ours);
    }

    @Override
    void step() {
      long time = Math.max(clock - random.nextInt(60), observed - 99);
      TestRecord<String, String> record = record(key(), value(0), time);
      theirs.pipe("l", record);
      observed = Math.max(observed, time);
      GraceBuffer buffer = ours.harness.state().graceBuffer("s");
      buffer.put(
          time, record.key().getBytes(UTF_8), record.value().getBytes(UTF_8), origin("l", record));
      buffer.evictWhile(
          () -> buffer.minTimestamp() <= observed - 100,
          (at, key, value, origin) -> emitted.add(text(key) + "=" + text(value) + "@" + at));
      assertEquals(emitted, theirs.output());
    }
  }
}
