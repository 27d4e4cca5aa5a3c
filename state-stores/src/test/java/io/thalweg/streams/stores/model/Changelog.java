package io.thalweg.streams.stores.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A changelog partition in memory. */
final class Changelog {
  private final TopicPartition partition;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private long start;
  private long end;
  private long appended;

  Changelog(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  /** The first offset there is. */
  long start() {
    return start;
  }

  /** The next offset. */
  long end() {
    return end;
  }

  void append(byte[] key, byte @Nullable [] value, long timestamp, Iterable<Header> headers) {
    appended++;
    records.add(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            end++,
            timestamp,
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            new RecordHeaders(headers),
            Optional.empty()));
  }

  /** How many records were appended since this was last asked. */
  long takeAppended() {
    long count = appended;
    appended = 0;
    return count;
  }

  /** Deletes all records, and a marker after them: no position until now is good any more. */
  void truncate() {
    records.clear();
    start = ++end;
  }

  /** The records from an offset on; of those with the same key only the last, if compacted. */
  List<ConsumerRecord<byte[], byte[]>> from(long offset, boolean compacted) {
    Map<Bytes, Long> last = new HashMap<>();
    records.forEach(record -> last.put(Bytes.wrap(record.key()), record.offset()));
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      boolean superseded = !Objects.equals(last.get(Bytes.wrap(record.key())), record.offset());
      if (record.offset() >= offset && !(compacted && superseded)) {
        found.add(record);
      }
    }
    return found;
  }
}
