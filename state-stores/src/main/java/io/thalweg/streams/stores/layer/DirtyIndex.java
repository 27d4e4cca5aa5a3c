package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Codec;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dirty rows of a buffer in key order, kept only for stores that their owner scans: most are
 * not, and an ordered map costs more than all else on the record path. Owner thread only.
 */
final class DirtyIndex<V> {
  private final EntryList<V> dirty;
  private final Codec<V> values;
  private @Nullable NavigableMap<byte[], Entry<V>> rows;
  private boolean used;

  DirtyIndex(EntryList<V> dirty, Codec<V> values) {
    this.dirty = dirty;
    this.values = values;
  }

  /** The rows as they are when they are looked at, also those that become dirty meanwhile. */
  FreshRows<V> rows(boolean forward) {
    used = true;
    NavigableMap<byte[], Entry<V>> index = rows;
    if (index == null) {
      index = new TreeMap<>(Arrays::compareUnsigned);
      for (int i = 0; i < dirty.count(); i++) {
        Entry<V> entry = dirty.at(i);
        if (!entry.is(Entry.DETACHED)) {
          index.put(entry.key, entry);
        }
      }
      rows = index;
    }
    return new IndexedRows<>(forward ? index : index.descendingMap(), values);
  }

  void added(Entry<V> entry) {
    if (rows != null) {
      rows.put(entry.key, entry);
    }
  }

  void removed(Entry<V> entry) {
    if (rows != null) {
      rows.remove(entry.key);
    }
  }

  /** Nothing is dirty any more. Cursors that are still open keep what they had. */
  void cleared() {
    rows = used ? new TreeMap<>(Arrays::compareUnsigned) : null;
    used = false;
  }

  /** Walks the map by key, so that it may change under it. */
  private static final class IndexedRows<V> implements FreshRows<V> {
    private final NavigableMap<byte[], Entry<V>> map;
    private final Codec<V> values;
    private Map.@Nullable Entry<byte[], Entry<V>> at;

    IndexedRows(NavigableMap<byte[], Entry<V>> map, Codec<V> values) {
      this.map = map;
      this.values = values;
    }

    @Override
    public void seekToEdge() {
      at = map.firstEntry();
    }

    @Override
    public void seek(byte[] key) {
      at = map.ceilingEntry(key);
    }

    @Override
    public void advance() {
      at = at == null ? null : map.higherEntry(at.getKey());
    }

    @Override
    public @Nullable FrozenRow<V> current() {
      return at == null ? null : FrozenRow.of(at.getValue(), values);
    }
  }
}
