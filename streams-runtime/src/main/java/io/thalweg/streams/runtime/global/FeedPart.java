package io.thalweg.streams.runtime.global;

import io.thalweg.streams.runtime.global.GlobalBlueprint.Feed;
import io.thalweg.streams.stores.FeedPosition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** One partition of a feed and how far it has been read. Owner: the global thread. */
final class FeedPart {
  private final Feed feed;
  private final TopicPartition partition;

  // [global thread]
  private Uuid topicId = Uuid.ZERO_UUID;
  private long start;
  private long position;
  private long end;
  private long loaded;
  private boolean finished;

  FeedPart(Feed feed, TopicPartition partition) {
    this.feed = feed;
    this.partition = partition;
  }

  /** It is read from there; up to {@code endOffset} it counts as loading. */
  void place(long from, long endOffset, Uuid id) {
    start = from;
    position = from;
    end = endOffset;
    topicId = id;
    loaded = 0;
    finished = isLoaded();
  }

  FeedPosition advanceTo(long next) {
    position = next;
    return new FeedPosition(next, topicId);
  }

  /** Notes that records were loaded of which the listener is told. */
  void loaded(long records) {
    loaded += records;
    finished = isLoaded();
  }

  /** Whether the listener knows that it is loaded. */
  boolean finished() {
    return finished;
  }

  Feed feed() {
    return feed;
  }

  TopicPartition partition() {
    return partition;
  }

  long start() {
    return start;
  }

  long position() {
    return position;
  }

  long end() {
    return end;
  }

  /** Records it took to load. */
  long loaded() {
    return loaded;
  }

  boolean isLoaded() {
    return position >= end;
  }
}
