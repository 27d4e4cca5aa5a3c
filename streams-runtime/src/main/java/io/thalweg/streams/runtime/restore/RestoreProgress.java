package io.thalweg.streams.runtime.restore;

import org.apache.kafka.common.TopicPartition;

/**
 * How far one store is, as of the last batch.
 *
 * @param position changelog offset up to which it is loaded
 * @param end changelog offset at which it is done
 */
public record RestoreProgress(String store, TopicPartition changelog, long position, long end) {
  /** Offsets still to be read; with transactions or compaction more than the records to come. */
  public long remaining() {
    return Math.max(0, end - position);
  }
}
