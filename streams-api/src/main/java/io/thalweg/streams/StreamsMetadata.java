package io.thalweg.streams;

import io.thalweg.streams.state.HostInfo;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What an instance of the application holds. Immutable. */
public interface StreamsMetadata {
  /** Its address, as its {@code application.server} says. */
  HostInfo hostInfo();

  /** The stores of its active tasks. */
  Set<String> stateStoreNames();

  /** The source partitions of its active tasks. */
  Set<TopicPartition> topicPartitions();

  /** The source partitions of its standby tasks. */
  Set<TopicPartition> standbyTopicPartitions();

  /** The stores of its standby tasks. */
  Set<String> standbyStateStoreNames();

  /** Its host. */
  String host();

  /** Its port. */
  int port();

  @Override
  boolean equals(@Nullable Object other);

  @Override
  int hashCode();
}
