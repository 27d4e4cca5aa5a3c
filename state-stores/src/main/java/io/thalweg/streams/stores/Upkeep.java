package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.layer.ChangelogApplier;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What commit, rollback and restore do with the contents of a store. Owner thread only. */
interface Upkeep {
  /** Sends what the changelog does not have yet. */
  void writeChangelog(TopicPartition changelog, ChangelogSink sink);

  /** Adds all changes to the batch; when it is written, {@link #written} follows. */
  void writeTo(Batch batch);

  void written();

  /** What the store has to remember when {@link #writeTo} was written. */
  StoreMark mark();

  /** Forgets everything not committed; {@code mark} is what was committed. */
  void rollback(StoreMark mark);

  /** All rows were deleted: the store begins with {@code mark}. */
  void reload(StoreMark mark);

  /** Adds changelog records to the batch; when it is written, {@link #restored} follows. */
  Restored restore(List<ConsumerRecord<byte[], byte[]>> records, StoreMark mark, Batch batch);

  void restored(StoreMark mark);

  long dirtyBytes();

  long dirtyRows();

  /** What became of changelog records: what to remember, and how many were too old. */
  record Restored(StoreMark mark, long expired) {}

  /** Of stores that are the rows in a write buffer; changelog records go past it. */
  record OfRows(StoreSpec spec, WriteBuffer<?, ?> buffer) implements Upkeep {
    @Override
    public void writeChangelog(TopicPartition changelog, ChangelogSink sink) {
      buffer.writeChangelog(changelog, Buffers.sink(spec, sink));
    }

    @Override
    public void writeTo(Batch batch) {
      buffer.writeTo(batch);
    }

    @Override
    public void written() {
      buffer.written();
    }

    @Override
    public StoreMark mark() {
      return buffer.mark();
    }

    @Override
    public void rollback(StoreMark mark) {
      buffer.rollback(mark);
    }

    @Override
    public void reload(StoreMark mark) {
      buffer.reload(mark, true);
    }

    @Override
    public Restored restore(
        List<ConsumerRecord<byte[], byte[]>> records, StoreMark mark, Batch batch) {
      ChangelogApplier applier = new ChangelogApplier(buffer, mark);
      applier.apply(records, batch);
      StoreMark after = applier.mark();
      return new Restored(
          spec.kind().buffer() ? Buffers.check(spec, records, after) : after, applier.expired());
    }

    @Override
    public void restored(StoreMark mark) {
      buffer.reload(mark, false);
    }

    @Override
    public long dirtyBytes() {
      return buffer.dirtyBytes();
    }

    @Override
    public long dirtyRows() {
      return buffer.dirtyRows();
    }
  }
}
