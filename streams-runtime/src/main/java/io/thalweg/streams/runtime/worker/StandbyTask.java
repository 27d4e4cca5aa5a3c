package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.task.TaskBlueprint;
import io.thalweg.streams.stores.TaskState;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * A task of which only the state is here. A restore thread owns that and keeps it up to date; the
 * stream thread that was given the task answers for it.
 *
 * @param opened its state, and what the task would read if it were active
 */
record StandbyTask(OpenTask opened) {
  TaskId id() {
    return opened.id();
  }

  TaskState state() {
    return opened.state();
  }

  TaskBlueprint blueprint() {
    return opened.blueprint();
  }

  Map<String, TopicPartition> changelogs() {
    return opened.changelogs();
  }

  /** The partitions that the active task reads. */
  Set<TopicPartition> inputs() {
    return opened.partitions();
  }

  /** The same state, for a task that is active here from now on. */
  OpenTask promoted(Set<TopicPartition> partitions) {
    return new OpenTask(id(), partitions, blueprint(), opened.current(), state(), changelogs());
  }
}
