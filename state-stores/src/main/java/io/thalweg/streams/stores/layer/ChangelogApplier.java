package io.thalweg.streams.stores.layer;

import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.form.HeaderBytes;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.form.StoreMark;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes changelog records to a store's rows, past its buffer. Rows that have expired by the time
 * they are read are left out. Owner thread only.
 */
public final class ChangelogApplier {
  private final WriteBuffer<?, ?> buffer;
  private StoreMark mark;
  private long expired;

  public ChangelogApplier(WriteBuffer<?, ?> buffer, StoreMark mark) {
    this.buffer = buffer;
    this.mark = mark;
  }

  /** What the store knows after the records applied so far. */
  public StoreMark mark() {
    return mark;
  }

  /** How many records were left out. */
  public long expired() {
    return expired;
  }

  /** Adds the records to the batch. */
  public void apply(List<ConsumerRecord<byte[], byte[]>> records, Batch batch) {
    boolean windowed = buffer.layout().isWindowed();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byte[] key = record.key();
      if (key == null) {
        continue; // no store writes such; markers of other tools
      }
      if (windowed) {
        window(record, key, batch);
      } else {
        put(record, key, batch);
      }
    }
    if (windowed) {
      purge(batch);
    }
  }

  private void window(ConsumerRecord<byte[], byte[]> record, byte[] key, Batch batch) {
    KeyLayout layout = buffer.layout();
    if (!layout.isChangelogKey(key)) {
      throw new ProcessorStateException(
          "Changelog "
              + record.topic()
              + "-"
              + record.partition()
              + " offset "
              + record.offset()
              + ": a key of "
              + key.length
              + " bytes is no key of windowed store "
              + buffer.name()
              + "; has the store's type changed? Then give it a new name, or reset the"
              + " application");
    }
    byte[] engineKey = layout.fromChangelogKey(key);
    long start = layout.start(engineKey);
    long observed = Math.max(mark.observed(), start);
    int sequence = Math.max(mark.sequence(), layout.sequenceOfChangelogKey(key));
    if (observed != mark.observed() || sequence != mark.sequence()) {
      mark = new StoreMark(observed, mark.purgedBucket(), sequence);
    }
    if (start < 0 || start <= observed - buffer.traits().retentionMs()) {
      expired++;
    } else {
      put(record, engineKey, batch);
    }
  }

  private void put(ConsumerRecord<byte[], byte[]> record, byte[] engineKey, Batch batch) {
    byte[] value = record.value();
    if (value != null && buffer.keepsHeaders()) {
      value = HeaderBytes.join(record.headers(), value);
    }
    if (value == null) {
      batch.delete(buffer.rows(), engineKey);
    } else if (buffer.traits().timestamped()) {
      batch.put(buffer.rows(), engineKey, record.timestamp(), value);
    } else {
      batch.put(buffer.rows(), engineKey, value);
    }
  }

  private void purge(Batch batch) {
    long firstLive = mark.observed() - buffer.traits().retentionMs() + 1;
    long bucket = Math.max(0, buffer.layout().bucket(firstLive));
    if (bucket > mark.purgedBucket()) {
      batch.deleteRange(
          buffer.rows(), KeyLayout.bucketStart(mark.purgedBucket()), KeyLayout.bucketStart(bucket));
      mark = new StoreMark(mark.observed(), bucket, mark.sequence());
    }
  }
}
