package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.TaskId;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Writes down what it is told. */
record StandbyRecorder(List<String> events) implements StandbyUpdateListener {
  @Override
  public void onUpdateStart(TopicPartition tp, String store, long start) {
    events.add("standby start " + store + " " + start);
  }

  @Override
  public void onBatchLoaded(
      TopicPartition tp, String store, TaskId task, long last, long records, long end) {
    events.add("standby batch " + task + " " + store + " " + last + " x" + records + " of " + end);
  }

  @Override
  public void onUpdateSuspended(
      TopicPartition tp, String store, long position, long end, SuspendReason reason) {
    events.add("standby " + reason + " " + store + " " + position + " of " + end);
  }
}
