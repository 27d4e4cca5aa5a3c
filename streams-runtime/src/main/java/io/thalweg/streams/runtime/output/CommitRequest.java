package io.thalweg.streams.runtime.output;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a task puts into a commit. The {@link Committer} calls the methods in the order below. */
public interface CommitRequest {
  /** Step 1: emits everything that is held back, until nothing is. */
  void emitPending();

  /** Step 2: sends dirty rows to the changelogs. */
  void writeChangelogs();

  /** The positions to commit; empty if nothing was consumed since the last commit. */
  Map<TopicPartition, OffsetAndMetadata> consumedOffsets();

  /** Step 4: the commit is certain; makes the local state durable up to it. */
  void committed();
}
