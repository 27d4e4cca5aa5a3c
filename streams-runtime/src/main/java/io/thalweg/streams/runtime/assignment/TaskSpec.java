package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A task that some member has to run.
 *
 * @param stateful whether it keeps state
 * @param inputs the partitions it reads, sorted by topic
 */
public record TaskSpec(TaskId id, boolean stateful, List<TopicPartition> inputs) {
  public TaskSpec {
    inputs = List.copyOf(inputs);
  }
}
