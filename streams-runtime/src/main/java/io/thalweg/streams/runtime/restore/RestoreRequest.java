package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.metrics.RestoreMeter;
import io.thalweg.streams.stores.TaskState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The state of one task, given away until the {@link RestoreOutcome} arrives.
 *
 * @param target the state; whoever submits must not touch it until the outcome
 * @param changelogs by store name
 * @param limits offsets at which to stop though the changelog goes on: for a source topic that
 *     serves as changelog, the committed offset of the task's consumer group; a standby follows it
 * @param metrics told of restored records; null if there are none
 */
public record RestoreRequest(
    TaskId taskId,
    RestoreTarget target,
    Map<String, TopicPartition> changelogs,
    Map<TopicPartition, Long> limits,
    Role role,
    @Nullable RestoreMeter metrics) {

  /** What the state is wanted for. */
  public enum Role {
    /** It is given back when it is complete. */
    ACTIVE,
    /** It is kept up to date until it is asked for. */
    STANDBY
  }

  public RestoreRequest {
    changelogs = new LinkedHashMap<>(changelogs);
    limits = Map.copyOf(limits);
  }

  /** For an active task. */
  public RestoreRequest(
      TaskId taskId,
      RestoreTarget target,
      Map<String, TopicPartition> changelogs,
      Map<TopicPartition, Long> limits,
      @Nullable RestoreMeter metrics) {
    this(taskId, target, changelogs, limits, Role.ACTIVE, metrics);
  }

  /** A request whose stores all have a changelog topic of their own. */
  public static RestoreRequest of(
      TaskId taskId, TaskState state, Map<String, TopicPartition> changelogs) {
    return new RestoreRequest(taskId, RestoreTarget.of(state), changelogs, Map.of(), null);
  }
}
