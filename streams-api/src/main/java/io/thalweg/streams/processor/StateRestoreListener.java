package io.thalweg.streams.processor;

import org.apache.kafka.common.TopicPartition;

/** Told of the progress of restoration. Called by the restoring threads, several at a time. */
public interface StateRestoreListener {
  /**
   * Called when a store begins to be restored.
   *
   * @param startingOffset offset of the first record to be read
   * @param endingOffset offset at which restoration ends, exclusive
   */
  void onRestoreStart(
      TopicPartition topicPartition, String storeName, long startingOffset, long endingOffset);

  /**
   * Called after each restored batch.
   *
   * @param batchEndOffset offset of the last record of the batch
   * @param numRestored number of records in the batch
   */
  void onBatchRestored(
      TopicPartition topicPartition, String storeName, long batchEndOffset, long numRestored);

  /** Called when a store is restored, after {@code totalRestored} records. */
  void onRestoreEnd(TopicPartition topicPartition, String storeName, long totalRestored);

  /** Called when restoration stops before its end, as the task moves away. */
  default void onRestoreSuspended(
      TopicPartition topicPartition, String storeName, long totalRestored) {}
}
