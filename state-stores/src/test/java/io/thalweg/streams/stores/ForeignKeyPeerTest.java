package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.wire.CombinedKey;
import io.thalweg.streams.stores.wire.Murmur3;
import io.thalweg.streams.stores.wire.Subscription;
import io.thalweg.streams.stores.wire.SubscriptionResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TableJoined;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign-key joins on Kafka Streams: what is on the wire is what we read and write. */
class ForeignKeyPeerTest {
  private static final String REGISTRATIONS = "app-FK-subscription-registration-topic";
  private static final String RESPONSES = "app-FK-subscription-response-topic";
  private static final String STORE = "app-FK-subscription-store-changelog";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wireIsTheSame(boolean left, @TempDir Path directory) {
    StoreSpec spec =
        new StoreSpec(
            "s",
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
            StoreSpec.Engine.ROCKSDB,
            null,
            Serdes.ByteArray(),
            Subscription.serde(),
            new StoreSpec.Options(false, true, Map.of()),
            null);
    try (KsBuffer theirs = new KsBuffer(join(left), STORE);
        Harness ours = new Harness(spec, directory, Harness.config(1 << 20, true))) {
      new Run(theirs, ours, new Random(left ? 1 : 2)).run();
    }
  }

  @Test
  void olderSubscriptionsAreReadAsKafkaStreamsDoes() {
    byte[] hash = Murmur3.hash128("f:1".getBytes(UTF_8));
    byte[] old = new byte[2 + hash.length + 1];
    old[1] = 2;
    System.arraycopy(hash, 0, old, 2, hash.length);
    old[old.length - 1] = 'a';
    try (KsBuffer theirs = new KsBuffer(join(true), STORE)) {
      theirs.pipe(REGISTRATIONS, "f".getBytes(UTF_8), old, 7);
      ConsumerRecord<byte[], byte[]> row = theirs.changelog().get(0);
      assertArrayEquals(CombinedKey.of("f".getBytes(UTF_8), new byte[] {'a'}), row.key());
      assertArrayEquals(
          SubscriptionResponse.decode(theirs.read(RESPONSES).get(0).value()).hash(),
          Subscription.decode(old).hash());
      assertEquals("a", new String(Subscription.decode(old).primaryKey(), UTF_8));
      assertEquals(-1, Subscription.decode(old).primaryPartition());
    }
  }

  private static StreamsBuilder join(boolean left) {
    StreamsBuilder builder = new StreamsBuilder();
    KTable<String, String> lefts = builder.table("l");
    KTable<String, String> rights = builder.table("r");
    if (left) {
      lefts
          .leftJoin(
              rights,
              ForeignKeyPeerTest::foreignKey,
              (x, y) -> x + "|" + y,
              TableJoined.as("FK"),
              Materialized.as("M"))
          .toStream()
          .to("out");
    } else {
      lefts
          .join(
              rights,
              ForeignKeyPeerTest::foreignKey,
              (x, y) -> x + "|" + y,
              TableJoined.as("FK"),
              Materialized.as("M"))
          .toStream()
          .to("out");
    }
    return builder;
  }

  private static @Nullable String foreignKey(String value) {
    return value.startsWith("-") ? null : value.substring(0, value.indexOf(':'));
  }

  /** One random run. */
  private static final class Run {
    private final KsBuffer theirs;
    private final Harness ours;
    private final Random random;
    private final Map<String, String> lefts = new TreeMap<>();
    private final Map<String, String> rights = new TreeMap<>();

    Run(KsBuffer theirs, Harness ours, Random random) {
      this.theirs = theirs;
      this.ours = ours;
      this.random = random;
    }

    void run() {
      for (int i = 0; i < 400; i++) {
        boolean left = random.nextInt(3) > 0;
        String key = left ? "p" + random.nextInt(6) : "f".repeat(1 + random.nextInt(4));
        String value = left ? leftValue() : random.nextInt(4) == 0 ? null : "r" + i;
        theirs.pipe(left ? "l" : "r", new TestRecord<>(key, value, null, 1_000L + i));
        set(left ? lefts : rights, key, value);
        for (TestRecord<byte[], byte[]> registration : theirs.read(REGISTRATIONS)) {
          register(registration);
        }
        for (TestRecord<byte[], byte[]> response : theirs.read(RESPONSES)) {
          check(response);
        }
        ours.commit();
        assertEquals(theirs.rows(), KsBuffer.rows(ours.compacted()));
        scan();
      }
    }

    private @Nullable String leftValue() {
      int dice = random.nextInt(10);
      String foreign = dice == 1 ? "-" : "f".repeat(1 + random.nextInt(4));
      return dice == 0 ? null : foreign + ":" + "x".repeat(random.nextInt(40));
    }

    private void register(TestRecord<byte[], byte[]> record) {
      Subscription subscription = Subscription.decode(record.value());
      assertArrayEquals(record.value(), subscription.encode());
      assertEquals(0, subscription.primaryPartition());
      String left = lefts.get(new String(subscription.primaryKey(), UTF_8));
      assertArrayEquals(
          left == null ? null : Murmur3.hash128(left.getBytes(UTF_8)), subscription.hash());
      if (record.key() != null) {
        TimestampedKeyValueStore<byte[], Subscription> store = ours.store();
        byte[] key = CombinedKey.of(record.key(), subscription.primaryKey());
        ours.recordTimestamp = record.timestamp();
        if (subscription.instruction().deletes()) {
          store.delete(key);
        } else {
          store.put(key, ValueAndTimestamp.make(subscription, record.timestamp()));
        }
      }
    }

    private void check(TestRecord<byte[], byte[]> record) {
      SubscriptionResponse response = SubscriptionResponse.decode(record.value());
      assertArrayEquals(record.value(), response.encode());
      String left = lefts.get(new String(record.key(), UTF_8));
      byte[] hash = response.hash();
      assertArrayEquals(left == null ? null : Murmur3.hash128(left.getBytes(UTF_8)), hash);
      String foreign = left == null ? null : foreignKey(left);
      String right = foreign == null ? null : rights.get(foreign);
      byte[] value = response.foreignValue();
      assertEquals(right, value == null ? null : new String(value, UTF_8));
    }

    /** The subscriptions of a foreign key are found by its prefix, and no others. */
    private void scan() {
      TimestampedKeyValueStore<byte[], Subscription> store = ours.store();
      String foreign = "f".repeat(1 + random.nextInt(4));
      List<String> found = new ArrayList<>();
      try (KeyValueIterator<byte[], ValueAndTimestamp<Subscription>> rows =
          store.prefixScan(
              CombinedKey.prefix(foreign.getBytes(UTF_8)), new ByteArraySerializer())) {
        rows.forEachRemaining(
            row -> {
              assertEquals(foreign, new String(CombinedKey.foreignKey(row.key), UTF_8));
              String key = new String(CombinedKey.primaryKey(row.key), UTF_8);
              assertEquals(
                  key, new String(Objects.requireNonNull(row.value.value()).primaryKey(), UTF_8));
              found.add(key);
            });
      }
      List<String> expected = new ArrayList<>();
      lefts.forEach(
          (key, value) -> {
            if (foreign.equals(foreignKey(value))) {
              expected.add(key);
            }
          });
      assertEquals(new TreeSet<>(expected), new TreeSet<>(found));
    }

    private static void set(Map<String, String> map, String key, @Nullable String value) {
      if (value == null) {
        map.remove(key);
      } else {
        map.put(key, value);
      }
    }
  }
}
