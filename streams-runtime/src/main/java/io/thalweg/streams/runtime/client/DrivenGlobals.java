package io.thalweg.streams.runtime.client;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.runtime.global.GlobalBlueprint.Feed;
import io.thalweg.streams.runtime.global.GlobalState;
import io.thalweg.streams.stores.FeedPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** The global stores of an application that is driven by hand. Owner: the driving thread. */
final class DrivenGlobals {
  private final GlobalState state;
  private final Time time;
  private final Map<String, Feed> feeds = new HashMap<>();

  /** Starts the processors and shows the stores, still empty, to the tasks. */
  DrivenGlobals(GlobalState state, List<Feed> feeds, Time time) {
    this.state = state;
    this.time = time;
    feeds.forEach(feed -> this.feeds.put(feed.topic(), feed));
    state.start();
    state.publish();
  }

  boolean reads(String topic) {
    return feeds.containsKey(topic);
  }

  /** Processes a record of a topic that it reads. */
  void process(ConsumerRecord<byte[], byte[]> record) {
    Feed feed = feeds.get(record.topic());
    if (feed == null) {
      throw new IllegalArgumentException("No global store is fed from " + record.topic());
    }
    state.process(
        feed,
        new TopicPartition(record.topic(), record.partition()),
        List.of(record),
        new FeedPosition(record.offset() + 1, Uuid.ZERO_UUID));
    state.commit(time.milliseconds());
  }

  void addStores(Map<String, StateStore> all) {
    state.specs().forEach(spec -> all.put(spec.name(), state.stores().store(spec.name())));
  }
}
