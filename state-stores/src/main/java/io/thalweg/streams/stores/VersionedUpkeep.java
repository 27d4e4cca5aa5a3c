package io.thalweg.streams.stores;

import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.layer.WriteBuffer;
import io.thalweg.streams.stores.versioned.VersionedRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Of versioned stores. The changelog gets each put, also one that came too late to be kept, in the
 * order of the puts, with the version's time as its own; restoring puts them again. Owner thread
 * only.
 */
final class VersionedUpkeep implements Upkeep {
  private static final int PUT_OVERHEAD = 80; // objects, array headers, place in the list

  private final VersionedRows rows;
  private final WriteBuffer<?, ?> buffer;
  private final boolean logged;
  private final List<Put> unlogged = new ArrayList<>();
  private long unloggedBytes;

  /** A put that the changelog does not have yet. */
  private static final class Put {
    final byte[] key;
    final byte @Nullable [] value;
    final long timestamp;

    Put(byte[] key, byte @Nullable [] value, long timestamp) {
      this.key = key;
      this.value = value;
      this.timestamp = timestamp;
    }
  }

  VersionedUpkeep(VersionedRows rows, WriteBuffer<?, ?> buffer, boolean logged) {
    this.rows = rows;
    this.buffer = buffer;
    this.logged = logged;
  }

  /** As {@link VersionedKeyValueStore#put}. */
  long put(byte[] key, byte @Nullable [] value, long timestamp) {
    if (logged) {
      if (timestamp < 0) {
        throw new IllegalArgumentException(
            "Store "
                + buffer.name()
                + ": a version's timestamp must not be negative, since the changelog cannot have"
                + " such; it is "
                + timestamp);
      }
      unlogged.add(new Put(key, value, timestamp));
      unloggedBytes += PUT_OVERHEAD + key.length + (value == null ? 0 : value.length);
    }
    return rows.put(key, value, timestamp);
  }

  @Override
  public void writeChangelog(TopicPartition changelog, ChangelogSink sink) {
    for (Put put : unlogged) {
      sink.send(changelog, put.key, put.value, put.timestamp);
    }
    clearLog();
  }

  @Override
  public void writeTo(Batch batch) {
    rows.writeTo(batch);
  }

  @Override
  public void written() {
    clearLog(); // what was not sent has nobody to go to: a store outside of any task
    rows.written();
  }

  @Override
  public StoreMark mark() {
    return rows.mark();
  }

  @Override
  public void rollback(StoreMark mark) {
    clearLog();
    rows.rollback(mark);
  }

  @Override
  public void reload(StoreMark mark) {
    rows.reload(mark);
  }

  @Override
  public Restored restore(
      List<ConsumerRecord<byte[], byte[]>> records, StoreMark mark, Batch batch) {
    long expired = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byte[] key = record.key();
      if (key != null // no store writes such; markers of other tools
          && rows.put(key, record.value(), record.timestamp())
              == VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT) {
        expired++;
      }
    }
    rows.writeTo(batch);
    return new Restored(rows.mark(), expired);
  }

  @Override
  public void restored(StoreMark mark) {
    rows.written();
  }

  @Override
  public long dirtyBytes() {
    return buffer.dirtyBytes() + unloggedBytes;
  }

  /** Each put is a record to restore after a kill. */
  @Override
  public long dirtyRows() {
    return Math.max(buffer.dirtyRows(), unlogged.size());
  }

  private void clearLog() {
    unlogged.clear();
    unloggedBytes = 0;
  }
}
