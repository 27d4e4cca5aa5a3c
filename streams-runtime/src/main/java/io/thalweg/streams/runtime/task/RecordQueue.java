package io.thalweg.streams.runtime.task;

import io.thalweg.streams.runtime.metrics.TopicTally;
import io.thalweg.streams.runtime.operator.SourceOperator;
import io.thalweg.streams.runtime.operator.SourceOperator.Decoded;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was polled from one partition and is not processed yet. The lists that {@code poll} returned
 * are kept as they are; a cursor walks them. Owner: the task's thread.
 */
final class RecordQueue {
  private final TopicPartition partition;
  private final SourceOperator source;
  private final TopicTally consumed;
  private final ArrayDeque<List<ConsumerRecord<byte[], byte[]>>> batches = new ArrayDeque<>();

  // [task's thread]
  private List<ConsumerRecord<byte[], byte[]>> current = List.of();
  private int cursor;
  private int end; // of current, which is wrapped: each question goes through several calls
  private int size;
  private @Nullable Decoded head;
  private long partitionTime;
  private long lastOffset; // passed, -1 if nothing is known to be
  private Optional<Integer> leaderEpoch = Optional.empty(); // of the last of the lists before
  private boolean moved;
  private long turn;

  /**
   * A queue of nothing.
   *
   * @param nextOffset where the partition is read from, -1 if that is not known
   */
  RecordQueue(
      TopicPartition partition,
      SourceOperator source,
      TopicTally consumed,
      long nextOffset,
      long partitionTime) {
    this.partition = partition;
    this.source = source;
    this.consumed = consumed;
    this.partitionTime = partitionTime;
    lastOffset = nextOffset < 0 ? -1 : nextOffset - 1;
  }

  TopicPartition partition() {
    return partition;
  }

  SourceOperator source() {
    return source;
  }

  /** Since when it waits, as a number that grows; 0 if it is empty. */
  long turn() {
    return turn;
  }

  void turn(long since) {
    turn = since;
  }

  /** Records polled and not taken. */
  int size() {
    return size;
  }

  /** The highest timestamp taken so far, -1 before the first. */
  long partitionTime() {
    return partitionTime;
  }

  void add(List<ConsumerRecord<byte[], byte[]>> batch) {
    if (!batch.isEmpty()) {
      batches.add(batch);
      size += batch.size();
    }
  }

  /** The next record, decoded; records to be skipped are passed over. Null if there is none. */
  @Nullable Decoded head() {
    while (head == null && size > 0) {
      head = source.decode(raw(), partitionTime);
      if (head == null) {
        advance();
      }
    }
    return head;
  }

  /** Takes what {@link #head} would answer. What was not looked at before is never kept here. */
  @Nullable Decoded poll() {
    Decoded taken = head;
    if (taken != null) {
      head = null;
      advance();
    }
    while (taken == null && size > 0) {
      taken = source.decode(raw(), partitionTime);
      advance();
    }
    if (taken != null) {
      partitionTime = Math.max(partitionTime, taken.timestamp());
    }
    return taken;
  }

  /** Passes the next record over, which cannot be decoded. */
  void discardNext() {
    if (size > 0) {
      head = null;
      advance();
    }
  }

  private ConsumerRecord<byte[], byte[]> raw() {
    load();
    return current.get(cursor);
  }

  private void load() {
    while (cursor == end) {
      current = batches.remove();
      end = current.size();
      cursor = 0;
    }
  }

  private void advance() {
    load();
    consumed.add(current.get(cursor));
    cursor++;
    size--;
    moved = true;
    if (cursor == end) {
      lastOffset = lastOffset();
      leaderEpoch = leaderEpoch();
      current = List.of();
      end = 0;
      cursor = 0;
    }
  }

  /** The offset of the next record, or -1 if none is buffered. */
  long nextOffset() {
    return size == 0 ? -1 : raw().offset();
  }

  /** The offset of the record passed last, or before which reading began; -1 if there is none. */
  long lastOffset() {
    return cursor == 0 ? lastOffset : current.get(cursor - 1).offset();
  }

  /** The leader epoch of the record passed last. */
  Optional<Integer> leaderEpoch() {
    return cursor == 0 ? leaderEpoch : current.get(cursor - 1).leaderEpoch();
  }

  /** Whether records were passed since {@link #committed}. */
  boolean moved() {
    return moved;
  }

  void committed() {
    moved = false;
  }

  /** Forgets everything buffered, after the consumer was set back. */
  void clear(long committedOffset, long committedPartitionTime) {
    leaderEpoch = leaderEpoch();
    batches.clear();
    current = List.of();
    end = 0;
    cursor = 0;
    size = 0;
    head = null;
    moved = false;
    partitionTime = committedPartitionTime;
    lastOffset = committedOffset < 0 ? -1 : committedOffset - 1;
  }
}
