package io.thalweg.streams.benchmarks.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.Mix;
import io.thalweg.streams.benchmarks.data.Zipf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Keys, values and times, made before anything is measured, the same for both sides. */
final class Traffic {
  static final long WINDOW_MS = 60_000;
  static final long ADVANCE_MS = 12_000;
  static final long GRACE_MS = 30_000;
  static final long JOIN_MS = 5_000;
  static final long GAP_MS = 10_000;

  private static final int TRACE = 1 << 20;
  private static final int VALUES = 1 << 10;

  /** Coprime to the numbers of keys, and far from a multiple of them. */
  private static final long SPREAD = 7_368_787;

  private static final long EPOCH = 1_000 * WINDOW_MS;

  private final String[] keys;
  private final byte[][] rawKeys;
  private final int[] trace = new int[TRACE];
  private final String[] values = new String[VALUES];

  Traffic(Scenario scenario) {
    keys = new String[scenario.keys()];
    rawKeys = new byte[keys.length][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = "customer-" + (1_000_000 + i);
      rawKeys[i] = keys[i].getBytes(UTF_8);
    }
    for (int i = 0; i < VALUES; i++) {
      values[i] = String.format("%0100x", Mix.at(3, i));
    }
    Zipf zipf = scenario.exponent() > 0 ? new Zipf(keys.length, scenario.exponent()) : null;
    for (int i = 0; i < TRACE; i++) {
      double unit = Mix.unit(1, i);
      long rank = zipf == null ? (long) (unit * keys.length) : zipf.rank(unit);
      trace[i] = (int) ((rank * SPREAD + 17) % keys.length); // neighbours in rank lie apart
    }
  }

  int keyCount() {
    return keys.length;
  }

  String keyAt(int id) {
    return keys[id];
  }

  /** The key of a record. */
  String key(int index) {
    return keys[trace[index & (TRACE - 1)]];
  }

  /** Its bytes, as the consumer delivers them. */
  byte[] rawKey(int index) {
    return rawKeys[trace[index & (TRACE - 1)]];
  }

  /** About as many records in a minute as the tumbling workload of the end-to-end benchmark has. */
  long time(int index) {
    return EPOCH + (long) index * 9 / 10;
  }

  /** What an aggregator makes of a row: a text of 100 characters that depends on what was there. */
  String next(@org.jspecify.annotations.Nullable String present, int index) {
    return values[((present == null ? 0 : present.charAt(99)) + index) & (VALUES - 1)];
  }

  /** A changelog with a record for each key, in no order, in batches as polled. */
  List<List<ConsumerRecord<byte[], byte[]>>> changelog(String topic, int batchSize) {
    List<List<ConsumerRecord<byte[], byte[]>>> batches = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      int id = (int) (i * SPREAD % keys.length);
      batch.add(
          new ConsumerRecord<>(
              topic,
              0,
              i,
              time(i),
              TimestampType.CREATE_TIME,
              rawKeys[id].length,
              100,
              rawKeys[id],
              values[i & (VALUES - 1)].getBytes(UTF_8),
              new RecordHeaders(),
              Optional.empty()));
      if (batch.size() == batchSize || i == keys.length - 1) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
    }
    return batches;
  }
}
