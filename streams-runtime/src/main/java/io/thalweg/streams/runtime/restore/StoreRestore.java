package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.runtime.restore.OffsetLookup.Range;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One store on its way from a position to the end of its changelog. Restore thread only. */
final class StoreRestore {
  private static final Logger LOG = LoggerFactory.getLogger(StoreRestore.class);

  private final RestoreTarget target;
  private final String store;
  private final TopicPartition changelog;
  private final long start;
  private final long end;
  private long position; // owner: the restore thread
  private long restored; // owner: the restore thread

  private StoreRestore(
      RestoreTarget target, String store, TopicPartition changelog, long start, long end) {
    this.target = target;
    this.store = store;
    this.changelog = changelog;
    this.start = start;
    this.end = end;
    this.position = start;
  }

  /**
   * Finds where to begin. A store whose position is not within what the changelog has is reset,
   * with one warning, and read from the beginning.
   */
  static StoreRestore plan(RestoreRequest request, String store, TopicPartition log, Range range) {
    RestoreTarget target = request.target();
    long end = Math.min(range.end(), request.limits().getOrDefault(log, Long.MAX_VALUE));
    long start = target.position(log).orElse(range.start());
    if (target.position(log).isPresent() && (start < range.start() || start > end)) {
      LOG.warn(
          "Store {} of task {} is loaded up to offset {} of {}, but that changelog has offsets {}"
              + " to {}: it was truncated, deleted or moved on too far; the store is dropped and"
              + " read from the beginning",
          store,
          request.taskId(),
          start,
          log,
          range.start(),
          end);
      target.reset(store);
      start = range.start();
    }
    return new StoreRestore(target, store, log, start, Math.max(start, end));
  }

  /** Applies what was polled; returns how many records there were. */
  int apply(List<ConsumerRecord<byte[], byte[]>> polled, long consumerPosition) {
    List<ConsumerRecord<byte[], byte[]>> batch = untilEnd(polled);
    position = Math.max(position, Math.min(end, consumerPosition));
    if (!batch.isEmpty() || done()) {
      target.restore(changelog, batch, position);
    }
    restored += batch.size();
    return batch.size();
  }

  private List<ConsumerRecord<byte[], byte[]>> untilEnd(
      List<ConsumerRecord<byte[], byte[]>> polled) {
    int size = polled.size();
    while (size > 0 && polled.get(size - 1).offset() >= end) {
      size--;
    }
    return polled.subList(0, size);
  }

  boolean done() {
    return position >= end;
  }

  String store() {
    return store;
  }

  TopicPartition changelog() {
    return changelog;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  long position() {
    return position;
  }

  long restored() {
    return restored;
  }

  RestoreProgress progress() {
    return new RestoreProgress(store, changelog, position, end);
  }

  @Override
  public String toString() {
    return "store " + store + " from " + changelog + " at offset " + position + " of " + end;
  }
}
