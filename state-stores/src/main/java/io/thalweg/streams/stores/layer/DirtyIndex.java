package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Codec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dirty rows of a buffer in key order, kept only for stores that their owner scans: most are
 * not, and an ordered map costs more than all else on the record path. Rows that become dirty
 * between two scans are put in order by the second, if there is one. Owner thread only.
 */
final class DirtyIndex<V> {
  private final EntryList<V> dirty;
  private final Codec<V> values;
  private @Nullable Order<V> rows;
  private boolean used;

  DirtyIndex(EntryList<V> dirty, Codec<V> values) {
    this.dirty = dirty;
    this.values = values;
  }

  /** The rows as they are when they are looked at, also those that become dirty meanwhile. */
  FreshRows<V> rows(boolean forward) {
    used = true;
    Order<V> order = rows;
    if (order == null) {
      order = new Order<>();
      for (int i = 0; i < dirty.count(); i++) {
        Entry<V> entry = dirty.at(i);
        if (!entry.is(Entry.DETACHED)) {
          order.add(entry);
        }
      }
      rows = order;
    }
    return new IndexedRows<>(order, forward, values);
  }

  void added(Entry<V> entry) {
    if (rows != null) {
      rows.add(entry);
    }
  }

  void removed(Entry<V> entry) {
    if (rows != null) {
      rows.map().remove(entry.key);
    }
  }

  /** Nothing is dirty any more. Cursors that are still open keep what they had. */
  void cleared() {
    rows = used ? new Order<>() : null;
    used = false;
  }

  /** Rows by key; those added since somebody looked are sorted in when somebody looks again. */
  private static final class Order<V> {
    private final NavigableMap<byte[], Entry<V>> sorted = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Entry<V>> added = new ArrayList<>();

    void add(Entry<V> entry) {
      added.add(entry);
    }

    NavigableMap<byte[], Entry<V>> map() {
      if (!added.isEmpty()) {
        for (Entry<V> entry : added) {
          sorted.put(entry.key, entry);
        }
        added.clear();
      }
      return sorted;
    }
  }

  /** Walks the map by key, so that it may change under it. */
  private static final class IndexedRows<V> implements FreshRows<V> {
    private final Order<V> order;
    private final boolean forward;
    private final Codec<V> values;
    private Map.@Nullable Entry<byte[], Entry<V>> at;

    IndexedRows(Order<V> order, boolean forward, Codec<V> values) {
      this.order = order;
      this.forward = forward;
      this.values = values;
    }

    @Override
    public void seekToEdge() {
      at = forward ? order.map().firstEntry() : order.map().lastEntry();
    }

    @Override
    public void seek(byte[] key) {
      at = forward ? order.map().ceilingEntry(key) : order.map().floorEntry(key);
    }

    @Override
    public void advance() {
      if (at != null) {
        byte[] key = at.getKey();
        at = forward ? order.map().higherEntry(key) : order.map().lowerEntry(key);
      }
    }

    @Override
    public @Nullable FrozenRow<V> current() {
      return at == null ? null : FrozenRow.of(at.getValue(), values);
    }
  }
}
