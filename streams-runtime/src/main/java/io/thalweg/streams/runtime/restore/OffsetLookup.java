package io.thalweg.streams.runtime.restore;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the offset range of changelogs, and which topics they are, without blocking.
 *
 * <p>The end is the end of the log as written (high watermark), not the last stable offset: while a
 * transaction of the task's former owner is still being completed, its records lie between the two,
 * and a state without them would not match the committed input offsets. Restoring waits for such
 * transactions to end, as the consumer's position does not pass them.
 */
public interface OffsetLookup {
  /**
   * Sends the request.
   *
   * @param retention whether {@link Range#deleteRetentionMs} is of interest
   */
  Answer<Range> ask(Set<TopicPartition> changelogs, boolean retention);

  /** Asks for the offsets that the application has committed; 0 where there is none. */
  Answer<Long> askCommitted(Set<TopicPartition> sources);

  /** An answer that may not be there yet. */
  interface Answer<T> {
    boolean isDone();

    /**
     * What is known of each partition; only when done.
     *
     * @throws org.apache.kafka.common.KafkaException why there is none
     */
    Map<TopicPartition, T> get();
  }

  /**
   * A partition as it is now.
   *
   * @param start offset of the first record kept
   * @param end offset after the last record
   * @param topicId null if not known
   * @param deleteRetentionMs for how long at least the deletion of a key stays visible; {@link
   *     Long#MAX_VALUE} if the topic is not compacted, or not known
   */
  record Range(long start, long end, @Nullable Uuid topicId, long deleteRetentionMs) {
    /** Nothing known but the offsets. */
    Range(long start, long end) {
      this(start, end, null, Long.MAX_VALUE);
    }
  }
}
