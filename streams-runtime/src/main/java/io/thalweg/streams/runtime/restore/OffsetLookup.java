package io.thalweg.streams.runtime.restore;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks for the offset range of changelogs without blocking.
 *
 * <p>The end is the end of the log as written (high watermark), not the last stable offset: while a
 * transaction of the task's former owner is still being completed, its records lie between the two,
 * and a state without them would not match the committed input offsets. Restoring waits for such
 * transactions to end, as the consumer's position does not pass them.
 */
public interface OffsetLookup {
  /** Sends the request. */
  Answer ask(Set<TopicPartition> changelogs);

  /** An answer that may not be there yet. */
  interface Answer {
    boolean isDone();

    /**
     * The ranges; only when done.
     *
     * @throws org.apache.kafka.common.KafkaException why there is none
     */
    Map<TopicPartition, Range> get();
  }

  /**
   * Offsets of a partition.
   *
   * @param start of the first record kept
   * @param end after the last record
   */
  record Range(long start, long end) {}
}
