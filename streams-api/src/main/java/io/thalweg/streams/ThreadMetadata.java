package io.thalweg.streams;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a stream thread does now. Immutable. */
public interface ThreadMetadata {
  /** The state of the thread. */
  String threadState();

  /** The name of the thread. */
  String threadName();

  /** Its active tasks. */
  Set<TaskMetadata> activeTasks();

  /** Its standby tasks. */
  Set<TaskMetadata> standbyTasks();

  /** The client id of its consumer. */
  String consumerClientId();

  /** The client id of the consumer that restores for it. */
  String restoreConsumerClientId();

  /** The client ids of its producers. */
  Set<String> producerClientIds();

  /** The client id of the admin client. */
  String adminClientId();

  @Override
  boolean equals(@Nullable Object other);

  @Override
  int hashCode();
}
