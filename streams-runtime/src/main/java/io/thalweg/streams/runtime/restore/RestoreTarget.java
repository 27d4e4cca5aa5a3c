package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.stores.TaskState;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** What restoring needs of a task's state. Used by one thread at a time: whoever owns the state. */
public interface RestoreTarget {
  /** The changelog offset up to which the store is loaded; empty if it has no rows at all. */
  OptionalLong position(TopicPartition changelog);

  /** The id of the topic that the store was loaded from; null if not known. */
  @Nullable Uuid topicId(TopicPartition changelog);

  /** The id of the topic that the store is loaded from, from the next batch on. */
  void topicId(TopicPartition changelog, Uuid id);

  /** When what the stores hold was last known to be in the changelogs, in ms; -1 if not known. */
  long asOfMs();

  /** What the stores hold is in the changelogs now. */
  void asOf(long nowMs);

  /** Announces how many records will come, before the first {@link #restore}. */
  void prepareRestore(long records);

  /**
   * Applies records in offset order.
   *
   * @param batch maybe empty
   * @param nextPosition the position after the batch
   */
  void restore(
      TopicPartition changelog, List<ConsumerRecord<byte[], byte[]>> batch, long nextPosition);

  /** All stores are loaded; they can be read and written from now on. */
  void restoreCompleted();

  /** Lets readers of a standby have what they wait for. */
  void serveReaders();

  /** Drops the rows and the position of one store. */
  void reset(String store);

  /** Closes the state because nobody is there to take it back. */
  void abandon();

  /** A task's state as target. */
  static RestoreTarget of(TaskState state) {
    return new RestoreTarget() {
      @Override
      public OptionalLong position(TopicPartition changelog) {
        return state.position(changelog);
      }

      @Override
      public @Nullable Uuid topicId(TopicPartition changelog) {
        return state.storedTopicId(changelog);
      }

      @Override
      public void topicId(TopicPartition changelog, Uuid id) {
        state.topicId(changelog, id);
      }

      @Override
      public long asOfMs() {
        return state.lastCommitMs();
      }

      @Override
      public void asOf(long nowMs) {
        state.asOf(nowMs);
      }

      @Override
      public void prepareRestore(long records) {
        state.prepareRestore(records);
      }

      @Override
      public void restore(
          TopicPartition changelog, List<ConsumerRecord<byte[], byte[]>> batch, long nextPosition) {
        state.restore(changelog, batch, nextPosition);
      }

      @Override
      public void restoreCompleted() {
        state.restoreCompleted();
      }

      @Override
      public void serveReaders() {
        state.servePendingSnapshots();
      }

      @Override
      public void reset(String store) {
        state.reset(store);
      }

      @Override
      public void abandon() {
        state.close();
      }
    };
  }
}
