package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.TaskMetadata;
import io.thalweg.streams.processor.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What a task shows of itself; a snapshot of when the set of tasks last changed. */
record TaskMetadataView(
    TaskId taskId,
    Set<TopicPartition> topicPartitions,
    Map<TopicPartition, Long> committedOffsets,
    Map<TopicPartition, Long> endOffsets)
    implements TaskMetadata {

  @Override
  public Optional<Long> timeCurrentIdlingStarted() {
    return Optional.empty();
  }
}
