package io.thalweg.streams.runtime.task;

import io.thalweg.streams.runtime.operator.SourceOperator.Decoded;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The queues of one task. Picks the record with the least timestamp over all partitions, and waits
 * for partitions that have none if there may be more on the broker ({@code max.task.idle.ms},
 * KIP-695). With one partition there is nothing to pick and nothing to wait for. Owner: the task's
 * thread.
 */
final class PartitionGroup {
  private final List<RecordQueue> queues;
  private final long maxIdleMs;
  private final Function<TopicPartition, OptionalLong> lag;

  // [task's thread]
  private long idleSince = -1;
  private long turns;
  private long enforced;

  /**
   * @param maxIdleMs negative: never wait; 0: wait only for records known to be on the broker; else
   *     also wait that long for records not yet written
   * @param lag how many records the broker has beyond those polled; empty if not known yet
   */
  PartitionGroup(
      List<RecordQueue> queues, long maxIdleMs, Function<TopicPartition, OptionalLong> lag) {
    this.queues = List.copyOf(queues);
    this.maxIdleMs = maxIdleMs;
    this.lag = lag;
  }

  List<RecordQueue> queues() {
    return queues;
  }

  /** How often a record was taken although not all partitions had one. */
  long enforced() {
    return enforced;
  }

  /** Records buffered in all queues. */
  int size() {
    int size = 0;
    for (RecordQueue queue : queues) {
      size += queue.size();
    }
    return size;
  }

  /**
   * The queue to {@link RecordQueue#poll} next, or null if there is none or it has to wait. What an
   * only queue has may yet turn out to be to be skipped.
   */
  @Nullable RecordQueue next(long nowMs) {
    if (queues.size() == 1) {
      RecordQueue only = queues.get(0);
      return only.size() == 0 ? null : only;
    }
    RecordQueue least = null;
    long leastTimestamp = Long.MAX_VALUE;
    boolean allBuffered = true;
    for (RecordQueue queue : queues) {
      Decoded head = queue.head();
      if (head == null) {
        allBuffered = false;
        queue.turn(0);
        continue;
      }
      if (queue.turn() == 0) {
        queue.turn(++turns);
      }
      long timestamp = head.timestamp();
      if (least == null
          || timestamp < leastTimestamp
          || (timestamp == leastTimestamp && queue.turn() < least.turn())) {
        least = queue;
        leastTimestamp = timestamp;
      }
    }
    if (least == null) {
      return null;
    }
    if (allBuffered) {
      idleSince = -1;
    } else if (mustWait(nowMs)) {
      return null;
    } else {
      enforced++;
    }
    least.turn(++turns);
    return least;
  }

  private boolean mustWait(long nowMs) {
    if (maxIdleMs < 0) {
      return false;
    }
    for (RecordQueue queue : queues) {
      if (queue.size() == 0) {
        OptionalLong behind = lag.apply(queue.partition());
        if (behind.isEmpty() || behind.getAsLong() > 0) {
          idleSince = -1;
          return true;
        }
      }
    }
    if (maxIdleMs == 0) {
      return false;
    }
    if (idleSince < 0) {
      idleSince = nowMs;
    }
    return nowMs - idleSince < maxIdleMs;
  }
}
