package io.thalweg.streams.stores.buffer;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.stores.form.Beside;
import io.thalweg.streams.stores.layer.KeyRange;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.RowIterator;
import io.thalweg.streams.stores.layer.WriteBuffer;
import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.WireException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The rows of a buffer by key, as bytes. Owner thread only. */
final class Rows {
  private final OwnerReader<byte[], byte[]> reader;
  private final WriteBuffer<byte[], byte[]> buffer;
  private int generation = -1; // of the rows that the caller has looked at

  Rows(OwnerReader<byte[], byte[]> reader) {
    this.reader = reader;
    buffer = reader.buffer();
  }

  /**
   * Whether rows may have come or gone, by a rollback or a restore, since this was last asked.
   *
   * @throws io.thalweg.streams.errors.InvalidStateStoreException if the store is closed
   */
  boolean changedBehind() {
    reader.checkOpen();
    boolean changed = generation != buffer.generation();
    generation = buffer.generation();
    return changed;
  }

  byte @Nullable [] get(byte[] key) {
    return buffer.locate(key, key).rawValue();
  }

  /** Sets a row; the caller has read it before. */
  void put(byte[] key, byte[] value, long timestamp) {
    buffer.put(key, 0, value, timestamp);
  }

  /** Sets a row that is known not to exist. */
  void putNew(byte[] key, byte[] value, long timestamp) {
    buffer.putNew(key, value, timestamp);
  }

  void remove(byte[] key, long timestamp) {
    buffer.remove(key, timestamp);
  }

  /** For what is kept in memory beside the rows. */
  Beside beside() {
    return reader.beside();
  }

  int nextSequence() {
    return buffer.nextSequence();
  }

  String name() {
    return buffer.name();
  }

  /** What a value of a suppress or grace buffer says. */
  BufferedChange read(byte[] value) {
    try {
      return BufferedChange.decode(value);
    } catch (WireException e) {
      throw new ProcessorStateException(
          "Buffer "
              + name()
              + " has a row that cannot be read: was its changelog written by something else? Then"
              + " give its operator a new name, or reset the application",
          e);
    }
  }

  /** Visits rows in key order from {@code from} on, null for the first, until told to stop. */
  void scan(byte @Nullable [] from, BiPredicate<byte[], byte[]> visitor) {
    try (RowIterator<byte[], byte[], byte[]> rows =
        new RowIterator<>(
            reader, KeyRange.between(from, null, true), key -> key, (value, time) -> value)) {
      while (rows.hasNext()) {
        KeyValue<byte[], byte[]> row = rows.next();
        if (!visitor.test(row.key, row.value)) {
          return;
        }
      }
    }
  }
}
