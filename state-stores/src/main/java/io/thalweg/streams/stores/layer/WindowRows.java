package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.KeyLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows in a buffer by key, and those that have to be fetched into it. Owner only.
 *
 * <p>A key whose windows were fetched once is known from there on: what it has not got in memory it
 * has not got.
 */
public final class WindowRows<K, V> implements WindowTable<K, V> {
  private final WriteBuffer<K, V> buffer;
  private final KeyLayout layout;
  private final KeyIndex<V> index;
  private final List<Row<V>> found = new ArrayList<>();

  WindowRows(WriteBuffer<K, V> buffer) {
    this.buffer = buffer;
    layout = buffer.layout();
    index = buffer.table().byKey();
  }

  @Override
  public List<Row<V>> latest(
      K key, byte @Nullable [] rawKey, long earliest, long enough, long latest) {
    byte[] raw = rawKey != null ? rawKey : serialized(key);
    int hash = buffer.keyHash(raw);
    long from = buffer.expiry().firstFound(earliest);
    long stored = Math.max(from, buffer.expiry().firstStored());
    KeyRows<V> rows = index.find(hash, raw);
    found.clear();
    if (stored > absentAfter(rows)) {
      collect(rows, from, enough, latest);
      return found;
    }
    fetch(raw, hash, stored);
    boolean evicted = !found.isEmpty();
    collect(index.find(hash, raw), from, evicted ? from : enough, latest);
    return evicted ? sorted(enough, latest) : found;
  }

  private void collect(@Nullable KeyRows<V> rows, long from, long enough, long latest) {
    if (rows == null) {
      return;
    }
    int next = rows.firstAt(latest + 1);
    while (--next >= 0) {
      Entry<V> entry = rows.at(next);
      if (entry.start < from) {
        return;
      }
      if (entry.is(Entry.PRESENT)) {
        entry.used();
        found.add(entry);
        if (entry.start < enough) {
          return;
        }
      }
    }
  }

  /** Takes what the engine has of a key into memory; adds to {@code found} what has no room. */
  private void fetch(byte[] key, int keyHash, long from) {
    index.list(keyHash, key).learned(from - 1); // first: a row evicted at once undoes it
    WindowRange range =
        WindowRange.ofKey(layout, key, new StoreReader.TimeSpan(from, buffer.observed()));
    List<Entry<V>> fetched = new ArrayList<>();
    try (MergedCursor<V> rows = buffer.committed()) {
      range.begin(rows);
      while (range.settle(rows)) {
        byte[] engineKey = rows.key();
        int hash = buffer.hash(key, layout.start(engineKey));
        fetched.add(buffer.fetched(engineKey, hash, rows.row()));
        rows.advance();
      }
    }
    for (Entry<V> entry : fetched) {
      if (entry.is(Entry.DETACHED)) {
        found.add(entry);
      }
    }
  }

  /** What was found, the latest first, where some rows had no room in memory. */
  private List<Row<V>> sorted(long enough, long latest) {
    found.removeIf(row -> start(row) > latest);
    found.sort((a, b) -> Long.compare(start(b), start(a)));
    int count = 0;
    while (count < found.size() && start(found.get(count)) >= enough) {
      count++;
    }
    return found.subList(0, Math.min(found.size(), count + 1));
  }

  @Override
  public long start(Row<V> row) {
    return ((Entry<V>) row).start;
  }

  @Override
  public byte[] serialized(K key) {
    return buffer.keys().key(key);
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey) {
    return buffer.locate(key, rawKey);
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long windowStart) {
    byte[] raw = rawKey != null ? rawKey : serialized(key);
    return buffer.entry(raw, windowStart, absentAfter(index.find(buffer.keyHash(raw), raw)));
  }

  /** The start after which the engine has no window of the key that is not in memory. */
  private long absentAfter(@Nullable KeyRows<V> rows) {
    long all = buffer.completeAfter();
    return rows == null ? all : Math.min(all, rows.knownAfter());
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    buffer.update(row, value, timestamp);
  }

  @Override
  public boolean emitsOnFlush() {
    return buffer.emitsOnFlush();
  }

  @Override
  public void keepOldValues(boolean keep) {
    buffer.keepOldValues(keep);
  }

  @Override
  public void heldBeside(long bytes) {
    buffer.heldBeside(bytes);
  }

  @Override
  public void drainEmissions(Emission<K, V> emission) {
    buffer.drainEmissions(emission);
  }

  @Override
  public byte[] rawKey(Row<V> row) {
    return buffer.rawKey(row);
  }
}
