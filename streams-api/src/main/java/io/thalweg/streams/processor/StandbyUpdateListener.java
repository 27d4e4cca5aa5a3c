package io.thalweg.streams.processor;

import org.apache.kafka.common.TopicPartition;

/** Told of the progress of standby tasks. Called by the threads that keep the stores up to date. */
public interface StandbyUpdateListener {
  /** Called when a standby store begins to read its changelog at {@code startingOffset}. */
  void onUpdateStart(TopicPartition topicPartition, String storeName, long startingOffset);

  /**
   * Called after each batch that was loaded into a standby store.
   *
   * @param batchEndOffset offset of the last record of the batch
   * @param batchSize number of records in the batch
   * @param currentEndOffset end of the changelog as known now
   */
  void onBatchLoaded(
      TopicPartition topicPartition,
      String storeName,
      TaskId taskId,
      long batchEndOffset,
      long batchSize,
      long currentEndOffset);

  /**
   * Called when a standby store is no longer updated here.
   *
   * @param storeOffset offset up to which the store is loaded
   * @param currentEndOffset end of the changelog as known now
   */
  void onUpdateSuspended(
      TopicPartition topicPartition,
      String storeName,
      long storeOffset,
      long currentEndOffset,
      SuspendReason reason);

  /** Why a standby store is no longer updated. */
  enum SuspendReason {
    /** The task moved to another instance. */
    MIGRATED,
    /** The task becomes active on this instance. */
    PROMOTED
  }
}
