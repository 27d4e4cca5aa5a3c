package io.thalweg.streams.runtime.global;

import io.thalweg.streams.runtime.global.GlobalBlueprint.Feed;
import io.thalweg.streams.runtime.restore.OffsetLookup.Range;
import io.thalweg.streams.stores.FeedPosition;
import io.thalweg.streams.stores.TaskState;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides from where a global store goes on: where it was, or from the beginning of its topic. */
final class FeedPlan {
  private static final Logger LOG = LoggerFactory.getLogger(FeedPlan.class);

  private FeedPlan() {}

  /**
   * Places the partitions of a feed. A store that is not what its topic says up to its positions is
   * reset, with one warning.
   */
  static void place(
      Feed feed,
      List<FeedPart> parts,
      Map<TopicPartition, Range> ranges,
      Map<TopicPartition, Long> ends,
      TaskState state,
      long nowMs) {
    String reason = null;
    for (FeedPart part : parts) {
      FeedPosition before = state.feedPosition(feed.store(), part.partition());
      if (reason == null && before != null) {
        reason = whyNot(before, range(part, ranges), nowMs - state.lastCommitMs());
      }
    }
    if (reason != null) {
      LOG.warn(
          "Global store {}: {}; the store is dropped and rebuilt from the beginning of topic {}",
          feed.store(),
          reason,
          feed.topic());
      state.reset(feed.store());
    }
    for (FeedPart part : parts) {
      Range range = range(part, ranges);
      FeedPosition before = state.feedPosition(feed.store(), part.partition());
      Uuid id = range.topicId();
      part.place(
          before == null ? range.start() : before.next(),
          ends.getOrDefault(part.partition(), range.end()),
          id == null ? Uuid.ZERO_UUID : id);
    }
  }

  private static Range range(FeedPart part, Map<TopicPartition, Range> ranges) {
    Range range = ranges.get(part.partition());
    if (range == null) {
      throw new UnknownTopicOrPartitionException(
          "No offsets of " + part.partition() + ", which feeds " + part.feed().store());
    }
    return range;
  }

  /** Why what is there cannot be kept; null if it can. */
  private static @Nullable String whyNot(FeedPosition before, Range range, long ageMs) {
    Uuid id = range.topicId();
    if (id != null && !before.topicId().equals(Uuid.ZERO_UUID) && !before.topicId().equals(id)) {
      return "it was loaded from topic id "
          + before.topicId()
          + ", which was deleted; the topic of that name is "
          + id
          + " now";
    }
    if (before.next() < range.start() || before.next() > range.end()) {
      return "it was loaded up to offset "
          + before.next()
          + ", but the topic has offsets "
          + range.start()
          + " to "
          + range.end();
    }
    if (before.next() < range.end() && ageMs > range.deleteRetentionMs()) {
      return "it was loaded "
          + ageMs
          + " ms ago, and with delete.retention.ms="
          + range.deleteRetentionMs()
          + " compaction may have removed deletions it has not seen";
    }
    return null;
  }
}
