package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.TaskMetadata;
import io.thalweg.streams.ThreadMetadata;
import java.util.Set;

/** What a stream thread shows of itself; a snapshot. */
record ThreadMetadataView(
    String threadName,
    String threadState,
    Set<TaskMetadata> activeTasks,
    Set<TaskMetadata> standbyTasks)
    implements ThreadMetadata {

  @Override
  public String consumerClientId() {
    return threadName + "-consumer";
  }

  @Override
  public String restoreConsumerClientId() {
    return threadName + "-restore-consumer";
  }

  @Override
  public Set<String> producerClientIds() {
    return Set.of(threadName + "-producer");
  }

  @Override
  public String adminClientId() {
    int cut = threadName.lastIndexOf("-StreamThread-");
    return threadName.substring(0, cut) + "-admin";
  }
}
