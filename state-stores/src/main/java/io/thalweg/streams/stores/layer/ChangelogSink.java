package io.thalweg.streams.stores.layer;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where changelog records go. */
@FunctionalInterface
public interface ChangelogSink {
  /** Sends one record in the changelog's wire form; a null value is a tombstone. */
  void send(TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestamp);
}
