package io.thalweg.streams.testing.memory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The records of one partition, with the markers that end transactions. */
final class MemoryLog {
  private final List<Entry> entries = new ArrayList<>();
  private final Set<MemoryTransaction> open = new LinkedHashSet<>();
  private long start;
  private long appended;

  /**
   * One offset.
   *
   * @param record null for a marker
   * @param transaction that the record belongs to, or null
   */
  record Entry(
      long offset,
      @Nullable ConsumerRecord<byte[], byte[]> record,
      @Nullable MemoryTransaction transaction) {}

  Entry append(
      @Nullable ConsumerRecord<byte[], byte[]> record, @Nullable MemoryTransaction transaction) {
    Entry entry = new Entry(appended++, record, transaction);
    entries.add(entry);
    if (transaction != null) {
      open.add(transaction);
    }
    return entry;
  }

  /** A transaction has ended; its marker takes one offset. */
  void mark(MemoryTransaction transaction) {
    if (open.remove(transaction)) {
      append(null, null);
    }
  }

  /** The first offset that is still there. */
  long start() {
    return start;
  }

  /** The next offset to be written. */
  long end() {
    return appended;
  }

  /** The end for readers of committed records: the first offset of the oldest open transaction. */
  long stableEnd() {
    if (open.isEmpty()) {
      return appended;
    }
    for (Entry entry : entries) {
      if (entry.transaction != null && open.contains(entry.transaction)) {
        return entry.offset;
      }
    }
    return appended;
  }

  /** The entry at an offset from {@link #start} up to {@link #end}. */
  Entry at(long offset) {
    return entries.get(Math.toIntExact(offset - start));
  }

  /** Deletes what is before an offset. */
  void deleteBefore(long offset) {
    long to = Math.min(offset, appended);
    if (to > start) {
      entries.subList(0, Math.toIntExact(to - start)).clear();
      start = to;
    }
  }
}
