package io.thalweg.streams.differential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A seeded random input: keys that repeat, nulls, tombstones, headers, repeated records and
 * timestamps out of order.
 *
 * <p>Feeds with different {@code phase} never share a timestamp, so that which of two topics is
 * read first is defined.
 *
 * @param seed of the random choices
 * @param size number of records
 * @param types of keys and values
 * @param nulls share of null values, 0 to 1
 * @param single all records in partition 0, so that what is repartitioned has one order
 * @param phase 0 or 1
 * @param lead how many milliseconds earlier than other feeds
 */
public record Feed(
    long seed, int size, Types types, double nulls, boolean single, int phase, long lead) {
  private static final double NULL_KEYS = 0.05;
  private static final String[] WORDS = {
    "river", "valley", "line", "deepest", "water", "flows", "down", "along"
  };

  /** Serialized forms. */
  public enum Types {
    STRING_WORDS,
    STRING_LONG,
    INTEGER_LONG
  }

  /** Words under a few keys, spread over partitions by key. */
  public static Feed words(long seed) {
    return new Feed(seed, 240, Types.STRING_WORDS, 0.05, false, 0, 0);
  }

  public static Feed longs(long seed) {
    return new Feed(seed, 240, Types.STRING_LONG, 0.05, false, 0, 0);
  }

  public static Feed integerKeys(long seed) {
    return new Feed(seed, 240, Types.INTEGER_LONG, 0.05, false, 0, 0);
  }

  /** A table's updates: more tombstones, and the other phase. */
  public static Feed table(long seed) {
    return new Feed(seed, 160, Types.STRING_WORDS, 0.2, false, 1, 0);
  }

  public Feed onePartition() {
    return new Feed(seed, size, types, nulls, true, phase, lead);
  }

  public Feed phase(int other) {
    return new Feed(seed, size, types, nulls, single, other, lead);
  }

  /** All of it earlier than feeds that do not lead. */
  public Feed early() {
    return new Feed(seed, size, types, nulls, single, phase, 600_000);
  }

  /** The records, always the same for the same arguments. */
  public List<ProducerRecord<byte[], byte[]>> records(String topic, int partitions, long start) {
    Random random = new Random(seed);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      if (i > 0 && random.nextInt(20) == 0) {
        records.add(records.get(i - 1));
        continue;
      }
      byte[] key = random.nextDouble() < NULL_KEYS ? null : key(random);
      byte[] value = random.nextDouble() < nulls ? null : value(random);
      long time = time(random, start - lead + i * 100L);
      int partition = partition(random, key, partitions);
      records.add(new ProducerRecord<>(topic, partition, time, key, value, headers(random)));
    }
    return records;
  }

  private int partition(Random random, byte @Nullable [] key, int partitions) {
    if (single) {
      return 0;
    }
    return key == null
        ? random.nextInt(partitions)
        : Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private long time(Random random, long onTime) {
    int kind = random.nextInt(20);
    long late = kind < 14 ? 0 : kind < 19 ? random.nextInt(2_000) : random.nextInt(30_000);
    return (onTime - late) / 2 * 2 + phase;
  }

  private byte[] key(Random random) {
    int number = random.nextInt(12);
    return types == Types.INTEGER_LONG
        ? ByteBuffer.allocate(4).putInt(number).array()
        : ("k" + number).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] value(Random random) {
    if (types != Types.STRING_WORDS) {
      return ByteBuffer.allocate(8).putLong(random.nextInt(1_000)).array();
    }
    StringBuilder text = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
    for (int more = random.nextInt(3); more > 0; more--) {
      text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static RecordHeaders headers(Random random) {
    RecordHeaders headers = new RecordHeaders();
    int kind = random.nextInt(10);
    if (kind < 2) {
      headers.add("trace", ByteBuffer.allocate(4).putInt(random.nextInt()).array());
    }
    if (kind == 1) {
      headers.add("trace", null);
    }
    return headers;
  }
}
