package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.ByteStore;
import io.thalweg.streams.stores.form.Codec;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a buffer that changed since the last commit. Owner thread; others look at {@link
 * #list} under the table's version.
 */
final class Uncommitted<V> {
  private final EntryTable<V> table;
  private final EntryList<V> list = new EntryList<>();
  private final DirtyIndex<V> index;
  private long bytes; // owner

  Uncommitted(EntryTable<V> table, Codec<V> values) {
    this.table = table;
    index = new DirtyIndex<>(list, values);
  }

  EntryList<V> list() {
    return list;
  }

  /** They, and those to come, in key order. */
  FreshRows<V> rows(boolean forward) {
    return index.rows(forward);
  }

  long bytes() {
    return bytes;
  }

  /** Notes a row; inside a write of the table. */
  void add(Entry<V> entry) {
    list.add(entry);
    index.added(entry);
    bytes += entry.size;
  }

  /** One of them was changed, and has grown by so many bytes. */
  void changed(int growth) {
    bytes += growth;
  }

  /** One of them is to be as if it had never been. */
  void remove(Entry<V> entry) {
    table.beginWrite();
    entry.flags = Entry.DETACHED | Entry.NOT_STORED;
    if (list.died()) {
      list.compact();
    }
    table.endWrite();
    index.removed(entry);
    bytes -= entry.size;
  }

  /** Leaves out the rows that were detached. */
  void dropDetached() {
    for (int i = 0; i < list.count(); i++) {
      Entry<V> entry = list.at(i);
      if (entry.is(Entry.DETACHED)) {
        bytes -= entry.size;
        index.removed(entry);
      }
    }
    table.beginWrite();
    list.dropDetached();
    table.endWrite();
  }

  /**
   * Adds what they are now to the batch in key order, but those that start before {@code first}.
   */
  void writeTo(Batch batch, ByteStore rows, boolean timestamped, long first) {
    Entry<V>[] order = compact().copy(first);
    KeyOrder.sort(order);
    for (Entry<V> entry : order) {
      byte[] raw = entry.is(Entry.PRESENT) ? entry.serialized() : null;
      if (raw == null) {
        if (!entry.is(Entry.NOT_STORED)) {
          batch.delete(rows, entry.key);
        }
      } else if (timestamped) {
        batch.put(rows, entry.key, entry.timestamp, raw);
      } else {
        batch.put(rows, entry.key, raw);
      }
    }
  }

  /**
   * The engine has them: all are clean.
   *
   * @param first those that start before were left out of the batch
   * @return those without a value that wait for nothing, if {@code goners} are asked for
   */
  List<Entry<V>> committed(boolean goners, long first) {
    List<Entry<V>> gone = new ArrayList<>();
    compact();
    table.beginWrite();
    for (int i = 0; i < list.count(); i++) {
      Entry<V> entry = list.at(i);
      entry.clear(Entry.DIRTY | Entry.UNLOGGED | Entry.STORED | Entry.NOT_STORED);
      boolean stored = entry.is(Entry.PRESENT) && entry.start >= first;
      entry.set(stored ? Entry.STORED : Entry.NOT_STORED);
      if (entry.object != null || entry.is(Entry.PACKED)) {
        entry.raw = null; // it served the changelog and the batch
      }
      if (goners && !entry.is(Entry.PRESENT | Entry.UNEMITTED)) {
        gone.add(entry);
      }
    }
    list.clear();
    table.endWrite();
    forgotten();
    return gone;
  }

  /** Forgets them all. */
  void clear() {
    table.beginWrite();
    list.clear();
    table.endWrite();
    forgotten();
  }

  /** How many rows there are more than the engine has, or fewer. */
  long growth(ByteStore rows) {
    long growth = 0;
    for (int i = 0; i < list.count(); i++) {
      Entry<V> entry = list.at(i);
      boolean stored =
          entry.is(Entry.STORED) || (!entry.is(Entry.NOT_STORED) && rows.get(entry.key) != null);
      entry.set(stored ? Entry.STORED : Entry.NOT_STORED);
      growth += (entry.is(Entry.PRESENT) ? 1 : 0) - (stored ? 1 : 0);
    }
    return growth;
  }

  /** The list without the rows that were removed. */
  EntryList<V> compact() {
    table.beginWrite();
    list.compact();
    table.endWrite();
    return list;
  }

  private void forgotten() {
    index.cleared();
    bytes = 0;
  }
}
