package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of rows in memory; the one not read or written for longest goes. A scan reads a
 * sorted copy and touches nothing. Safe from any thread: a read, too, changes the order.
 */
public final class LruStore implements KeyValueStore<Bytes, byte[]> {
  private final String name;
  private final int max;

  // guarded by this
  private final LinkedHashMap<Bytes, byte[]> rows = new LinkedHashMap<>(16, 0.75f, true);
  private Consumer<Bytes> evicted = key -> {};
  private boolean restoring;
  private volatile boolean open;

  public LruStore(String name, int max) {
    this.name = name;
    this.max = max;
  }

  /** Tells {@code listener} the key of each row that had to go, but not while restoring. */
  synchronized void onEviction(Consumer<Bytes> listener) {
    evicted = listener;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, this::restore);
    open = true;
  }

  private synchronized void restore(byte[] key, byte @Nullable [] value) {
    restoring = true;
    put(Bytes.wrap(key), value);
    restoring = false;
  }

  @Override
  public synchronized byte @Nullable [] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public synchronized void put(Bytes key, byte @Nullable [] value) {
    if (value == null) {
      rows.remove(key);
      return;
    }
    rows.put(key, value);
    if (rows.size() > max) {
      Bytes eldest = rows.keySet().iterator().next();
      rows.remove(eldest);
      if (!restoring) {
        evicted.accept(eldest);
      }
    }
  }

  @Override
  public synchronized byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    byte[] before = rows.get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public synchronized byte @Nullable [] delete(Bytes key) {
    return rows.remove(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    return new MapIterator(between(from, to));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
    return new MapIterator(between(from, to).descendingMap());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new MapIterator(sorted());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return new MapIterator(sorted().descendingMap());
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, PS prefixKeySerializer) {
    byte[] start = prefixKeySerializer.serialize(name, prefix);
    NavigableMap<Bytes, byte[]> found = sorted().tailMap(Bytes.wrap(start), true);
    found.keySet().removeIf(key -> !startsWith(key.get(), start));
    return new MapIterator(found);
  }

  @Override
  public synchronized long approximateNumEntries() {
    return rows.size();
  }

  @Override
  public synchronized void close() {
    open = false;
    rows.clear();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private NavigableMap<Bytes, byte[]> between(@Nullable Bytes from, @Nullable Bytes to) {
    NavigableMap<Bytes, byte[]> all = sorted();
    if (from != null && to != null && from.compareTo(to) > 0) {
      return new TreeMap<>();
    }
    NavigableMap<Bytes, byte[]> upper = from == null ? all : all.tailMap(from, true);
    return to == null ? upper : upper.headMap(to, true);
  }

  private synchronized NavigableMap<Bytes, byte[]> sorted() {
    NavigableMap<Bytes, byte[]> copy = new TreeMap<>();
    for (Map.Entry<Bytes, byte[]> row : rows.entrySet()) {
      copy.put(row.getKey(), row.getValue());
    }
    return copy;
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
