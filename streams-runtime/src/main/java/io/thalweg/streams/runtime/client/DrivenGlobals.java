package io.thalweg.streams.runtime.client;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.runtime.global.GlobalBlueprint.Feed;
import io.thalweg.streams.runtime.global.GlobalState;
import io.thalweg.streams.runtime.metrics.GlobalMetrics;
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
  private final GlobalMetrics metrics;
  private final Map<String, Feed> feeds = new HashMap<>();

  /** Starts the processors and shows the stores, still empty, to the tasks. */
  DrivenGlobals(GlobalState state, List<Feed> feeds, GlobalMetrics metrics, Time time) {
    this.state = state;
    this.time = time;
    this.metrics = metrics;
    metrics.stores(state.stores()::measure);
    for (Feed feed : feeds) {
      this.feeds.put(feed.topic(), feed);
      metrics.source(feed.source());
    }
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
    long dropped = state.dropped();
    state.process(
        feed,
        new TopicPartition(record.topic(), record.partition()),
        List.of(record),
        new FeedPosition(record.offset() + 1, Uuid.ZERO_UUID));
    metrics.processed(feed.source(), 1, state.dropped() - dropped, time.milliseconds());
    state.commit(time.milliseconds());
  }

  void addStores(Map<String, StateStore> all) {
    state.specs().forEach(spec -> all.put(spec.name(), state.stores().store(spec.name())));
  }
}
