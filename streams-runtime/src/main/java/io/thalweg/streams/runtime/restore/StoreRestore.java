package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.runtime.restore.OffsetLookup.Range;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One store on its way from a position to the end of its changelog. Restore thread only. */
final class StoreRestore {
  private static final Logger LOG = LoggerFactory.getLogger(StoreRestore.class);

  private final RestoreTarget target;
  private final String store;
  private final TopicPartition changelog;
  private final long start;
  private final boolean kept;
  private long end; // owner: the restore thread; moves if it is followed
  private long logEnd; // owner: the restore thread
  private long position; // owner: the restore thread
  private boolean told; // owner: the restore thread; whether the state knows of any position
  private long restored; // owner: the restore thread

  /**
   * What is to be read.
   *
   * @param kept whether there were rows before
   */
  private record Span(long start, long end, boolean kept) {}

  private StoreRestore(RestoreTarget target, String store, TopicPartition changelog, Span span) {
    this.target = target;
    this.store = store;
    this.changelog = changelog;
    this.start = span.start;
    this.kept = span.kept;
    this.end = span.end;
    this.logEnd = span.end;
    this.position = span.start;
  }

  /**
   * Finds where to begin. A store whose rows are not what its changelog says up to its position is
   * reset, with one warning, and read from the beginning.
   */
  static StoreRestore plan(
      RestoreRequest request, String store, TopicPartition log, Range range, long nowMs) {
    RestoreTarget target = request.target();
    long end = Math.min(range.end(), request.limits().getOrDefault(log, Long.MAX_VALUE));
    OptionalLong position = target.position(log);
    String reason = position.isEmpty() ? null : whyNot(target, log, range, end, nowMs);
    long start = position.orElse(range.start());
    if (reason != null) {
      LOG.warn(
          "Store {} of task {} is loaded up to offset {} of {}, but {}; the store is dropped and"
              + " rebuilt from the beginning of its changelog",
          store,
          request.taskId(),
          start,
          log,
          reason);
      target.reset(store);
      start = range.start();
    }
    Uuid id = range.topicId();
    if (id != null) {
      target.topicId(log, id);
    }
    boolean kept = reason == null && position.isPresent();
    return new StoreRestore(target, store, log, new Span(start, Math.max(start, end), kept));
  }

  /** Why the rows that are there cannot be kept; null if they can. */
  private static @Nullable String whyNot(
      RestoreTarget target, TopicPartition log, Range range, long end, long nowMs) {
    long position = target.position(log).orElse(-1);
    Uuid before = target.topicId(log);
    if (before != null && range.topicId() != null && !before.equals(range.topicId())) {
      return "that was topic id "
          + before
          + ", which was deleted; the topic of that name is "
          + range.topicId()
          + " now";
    }
    if (position < range.start() || position > end) {
      return "that changelog has offsets "
          + range.start()
          + " to "
          + end
          + ": it was truncated, deleted or moved on too far";
    }
    long ageMs = nowMs - target.asOfMs();
    if (position < end && target.asOfMs() >= 0 && ageMs > range.deleteRetentionMs()) {
      return "that was "
          + ageMs
          + " ms ago, and with delete.retention.ms="
          + range.deleteRetentionMs()
          + " compaction may have removed deletions it has not seen";
    }
    return null;
  }

  /** Applies what was polled; returns how many records there were. */
  int apply(List<ConsumerRecord<byte[], byte[]>> polled, long consumerPosition) {
    List<ConsumerRecord<byte[], byte[]>> batch = untilEnd(polled);
    long before = position;
    position = Math.max(position, Math.min(end, consumerPosition));
    if (!batch.isEmpty() || (done() && (position > before || !told))) {
      target.restore(changelog, batch, position);
      told = true;
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

  /** Goes on with what comes, up to {@code limit}. */
  void follow(long limit) {
    end = Math.max(position, limit);
  }

  /** The changelog is known to reach this far. */
  void sawEnd(long offset) {
    logEnd = offset;
  }

  /** The end of the changelog as last known. */
  long logEnd() {
    return logEnd;
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

  /** Whether it goes on from rows that are not up to date. */
  boolean isTail() {
    return kept && start < end;
  }

  long restored() {
    return restored;
  }

  RestoreProgress progress() {
    return new RestoreProgress(store, changelog, position, logEnd);
  }

  @Override
  public String toString() {
    return "store " + store + " from " + changelog + " at offset " + position + " of " + logEnd;
  }
}
