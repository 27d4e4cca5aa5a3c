package io.thalweg.streams.runtime.global;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.runtime.global.GlobalBlueprint.Feed;
import io.thalweg.streams.runtime.restore.OffsetLookup;
import io.thalweg.streams.runtime.restore.OffsetLookup.Answer;
import io.thalweg.streams.runtime.restore.OffsetLookup.Range;
import io.thalweg.streams.stores.FeedPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads all partitions of the topics of global stores. Owner: the global thread. */
final class FeedReader implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final java.util.function.Consumer<Consumer<byte[], byte[]>> afterPoll;
  private final OffsetLookup lookup;

  // [global thread]
  private final Map<TopicPartition, FeedPart> parts = new LinkedHashMap<>();
  private @Nullable Answer<Range> asked;

  FeedReader(
      Consumer<byte[], byte[]> consumer,
      java.util.function.Consumer<Consumer<byte[], byte[]>> afterPoll,
      OffsetLookup lookup) {
    this.consumer = consumer;
    this.afterPoll = afterPoll;
    this.lookup = lookup;
  }

  /** Takes what was polled of one partition. */
  interface Sink {
    void take(FeedPart part, List<ConsumerRecord<byte[], byte[]>> records, FeedPosition next);
  }

  /**
   * Finds out where to begin and to which offset there is something to load.
   *
   * @return whether that is known now; else to be called again
   * @throws StreamsException if a topic has no partitions
   */
  boolean plan(List<Feed> feeds, GlobalState state, long nowMs) {
    if (asked == null) {
      parts.clear();
      feeds.forEach(this::discover);
      asked = lookup.ask(new HashSet<>(parts.keySet()), state.stores().lastCommitMs() >= 0);
      return false;
    }
    if (!asked.isDone()) {
      return false;
    }
    Answer<Range> answer = asked;
    asked = null;
    Map<TopicPartition, Range> ranges = answer.get();
    Map<TopicPartition, Long> ends = consumer.endOffsets(parts.keySet());
    for (Feed feed : feeds) {
      FeedPlan.place(feed, partsOf(feed), ranges, ends, state.stores(), nowMs);
    }
    return true;
  }

  private void discover(Feed feed) {
    List<PartitionInfo> found = consumer.partitionsFor(feed.topic());
    if (found == null || found.isEmpty()) {
      throw new StreamsException(
          "There are no partitions available for topic "
              + feed.topic()
              + " when initializing global store "
              + feed.store()
              + ": the topic has to exist before the application starts");
    }
    for (PartitionInfo info : found) {
      TopicPartition partition = new TopicPartition(info.topic(), info.partition());
      parts.put(partition, new FeedPart(feed, partition));
    }
  }

  List<FeedPart> partsOf(Feed feed) {
    return parts.values().stream().filter(part -> part.feed().equals(feed)).toList();
  }

  Collection<FeedPart> parts() {
    return parts.values();
  }

  /** Reads these from now on, each from its position. */
  void read(Collection<FeedPart> wanted) {
    consumer.assign(wanted.stream().map(FeedPart::partition).toList());
    wanted.forEach(part -> consumer.seek(part.partition(), part.position()));
  }

  /** Polls once and hands over what came. */
  void poll(long waitMs, Sink sink) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(waitMs));
    afterPoll.accept(consumer);
    Set<TopicPartition> assigned = consumer.assignment();
    for (FeedPart part : new ArrayList<>(parts.values())) {
      TopicPartition partition = part.partition();
      if (assigned.contains(partition)) {
        long next = consumer.position(partition);
        if (next > part.position()) {
          sink.take(part, records.records(partition), part.advanceTo(next));
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
