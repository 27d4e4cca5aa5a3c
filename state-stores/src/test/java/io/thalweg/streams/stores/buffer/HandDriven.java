package io.thalweg.streams.stores.buffer;

import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.MemoryEngine;
import io.thalweg.streams.stores.form.Budget;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.form.StoreTraits;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;

/** The rows below a buffer, committed, rolled back and opened again by hand. */
final class HandDriven {
  private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

  final NavigableMap<byte[], byte[]> changelog = new TreeMap<>(Arrays::compareUnsigned);
  int sent;
  private final MemoryEngine engine = new MemoryEngine(List.of("b"));
  private final boolean dedup;
  private final long tableBytes;
  private StoreMark mark = StoreMark.NONE;
  private WriteBuffer<byte[], byte[]> buffer;

  HandDriven(boolean dedup, long tableBytes) {
    this.dedup = dedup;
    this.tableBytes = tableBytes;
    buffer = buffer(true);
  }

  OwnerReader<byte[], byte[]> open() {
    return new OwnerReader<>(buffer);
  }

  void commit() {
    writeChangelog();
    Batch batch = engine.batch();
    buffer.writeTo(batch);
    mark = buffer.mark();
    engine.write(batch);
    buffer.written();
  }

  /** What a commit does first; it may fail after that and be tried again. */
  void writeChangelog() {
    buffer.writeChangelog(
        CHANGELOG,
        (topic, key, value, timestamp) -> {
          sent++;
          if (value == null) {
            changelog.remove(key);
          } else {
            changelog.put(key, value);
          }
        });
  }

  /** What is in memory. */
  long bytes() {
    return buffer.bytes();
  }

  void rollback() {
    buffer.rollback(mark);
  }

  /** After a commit. */
  OwnerReader<byte[], byte[]> reopen() {
    buffer = buffer(false);
    return open();
  }

  /** The keys of the rows in the engine. */
  List<byte[]> stored() {
    List<byte[]> keys = new ArrayList<>();
    try (var cursor = engine.store("b").cursor()) {
      for (cursor.seekToFirst(); cursor.isValid(); cursor.next()) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }

  private WriteBuffer<byte[], byte[]> buffer(boolean empty) {
    StoreTraits traits = new StoreTraits(false, false, Long.MAX_VALUE, true, dedup, false);
    Codec<byte[]> bytes = Codec.of(Serdes.ByteArray(), "changelog");
    return new WriteBuffer<>(
        new WriteBuffer.Parts<>(
            "b",
            KeyLayout.plain(),
            bytes,
            bytes,
            traits,
            engine.store("b"),
            new Budget(tableBytes).open(),
            null),
        mark,
        empty);
  }
}
