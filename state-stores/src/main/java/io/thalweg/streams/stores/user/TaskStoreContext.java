package io.thalweg.streams.stores.user;

import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.stores.answer.TaskAnswers;
import io.thalweg.streams.stores.form.ChangelogSink;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a store of ours inside a store of the user's finds in a task beside the public context: a
 * changelog, and records with timestamps to restore from. Owner thread only.
 */
public interface TaskStoreContext extends StateStoreContext {
  /** The changelog of the user's store; null if it has none. */
  @Nullable TopicPartition changelog();

  /** What the task knows of the application. */
  TaskEnvironment environment();

  /** Who answers queries about the task's stores, and knows how far its input is in them. */
  TaskAnswers answers();

  /** The timestamp of the record in hand. */
  long recordTimestamp();

  /** Has {@code inner} log its changes and restored by whole records. */
  void adopt(Inner inner);

  /** A store of ours inside a store of the user's. */
  interface Inner {
    /** Sends what the changelog does not have yet. */
    void writeChangelog(TopicPartition changelog, ChangelogSink sink);

    /** Applies changelog records. */
    void restore(List<ConsumerRecord<byte[], byte[]>> records);
  }
}
