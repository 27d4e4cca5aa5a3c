package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.errors.StreamsException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Applies a source's own offset reset policy to a partition without a committed offset. */
final class ResetPolicy extends AutoOffsetReset {
  ResetPolicy(AutoOffsetReset policy) {
    super(policy);
  }

  void apply(Consumer<byte[], byte[]> consumer, TopicPartition partition, long nowMs) {
    switch (offsetResetStrategy) {
      case EARLIEST -> consumer.seekToBeginning(List.of(partition));
      case LATEST -> consumer.seekToEnd(List.of(partition));
      case BY_DURATION -> seekTo(consumer, partition, nowMs - duration.orElseThrow().toMillis());
      case NONE ->
          throw new StreamsException(
              "No committed offset for "
                  + partition
                  + " and its source's reset policy is none: commit a start position for the group,"
                  + " or give the source AutoOffsetReset.earliest() or latest()");
    }
  }

  private static void seekTo(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long timestamp) {
    OffsetAndTimestamp found =
        consumer.offsetsForTimes(Map.of(partition, timestamp)).get(partition);
    if (found == null) {
      consumer.seekToEnd(List.of(partition));
    } else {
      consumer.seek(partition, found.offset());
    }
  }
}
