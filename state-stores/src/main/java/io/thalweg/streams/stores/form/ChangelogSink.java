package io.thalweg.streams.stores.form;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Where changelog records go. */
@FunctionalInterface
public interface ChangelogSink {
  /** Sends one record in the changelog's wire form; a null value is a tombstone. */
  void send(TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestamp);

  /** As above with record headers, which a sink that writes to a topic has to pass on. */
  default void send(
      TopicPartition changelog,
      byte[] key,
      byte @Nullable [] value,
      long timestamp,
      Iterable<Header> headers) {
    send(changelog, key, value, timestamp);
  }
}
