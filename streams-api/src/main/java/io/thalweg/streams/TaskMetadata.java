package io.thalweg.streams;

import io.thalweg.streams.processor.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a task does now. Immutable. */
public interface TaskMetadata {
  /** The id of the task. */
  TaskId taskId();

  /** The partitions it reads. */
  Set<TopicPartition> topicPartitions();

  /** The last committed offset per partition, -1 before the first commit. */
  Map<TopicPartition, Long> committedOffsets();

  /** The end per partition as known now, -1 before it is known. */
  Map<TopicPartition, Long> endOffsets();

  /** Since when it waits for data, in milliseconds since the epoch; empty if it does not. */
  Optional<Long> timeCurrentIdlingStarted();

  @Override
  boolean equals(@Nullable Object other);

  @Override
  int hashCode();
}
