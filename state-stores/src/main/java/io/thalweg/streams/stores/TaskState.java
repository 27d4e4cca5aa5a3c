package io.thalweg.streams.stores;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.stores.layer.ChangelogSink;
import io.thalweg.streams.stores.layer.RowTable;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** All state of one task; see CONTRACT.md. */
public final class TaskState implements AutoCloseable {
  private TaskState() {}

  public OptionalLong position(TopicPartition changelog) {
    throw new UnsupportedOperationException();
  }

  public @Nullable Uuid storedTopicId(TopicPartition changelog) {
    throw new UnsupportedOperationException();
  }

  public long lastCommitMs() {
    throw new UnsupportedOperationException();
  }

  public void prepareRestore(long records) {
    throw new UnsupportedOperationException();
  }

  public void restore(
      TopicPartition changelog, List<ConsumerRecord<byte[], byte[]>> batch, long nextPosition) {
    throw new UnsupportedOperationException();
  }

  public void restoreCompleted() {
    throw new UnsupportedOperationException();
  }

  public void reset(String store) {
    throw new UnsupportedOperationException();
  }

  public StateStore store(String name) {
    throw new UnsupportedOperationException();
  }

  public <K, V> RowTable<K, V> table(String name) {
    throw new UnsupportedOperationException();
  }

  public boolean emissionPressure() {
    throw new UnsupportedOperationException();
  }

  public boolean commitPressure() {
    throw new UnsupportedOperationException();
  }

  public void servePendingSnapshots() {
    throw new UnsupportedOperationException();
  }

  public void writeChangelogs(ChangelogSink sink) {
    throw new UnsupportedOperationException();
  }

  public void commit(Map<TopicPartition, Long> changelogPositions, long commitTimeMs) {
    throw new UnsupportedOperationException();
  }

  public void rollback() {
    throw new UnsupportedOperationException();
  }

  public ReadView readView(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  public void closeDirty() {
    throw new UnsupportedOperationException();
  }

  public StateStats stats() {
    throw new UnsupportedOperationException();
  }
}
