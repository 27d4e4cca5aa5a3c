package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Hash;
import io.thalweg.streams.stores.form.KeyLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions in a buffer, and those that have to be fetched into it. Owner only. */
public final class SessionRows<K, V> implements SessionTable<K, V> {
  private final WriteBuffer<K, V> buffer;
  private final KeyLayout layout;
  private final KeyIndex<V> index;
  private final List<Row<V>> found = new ArrayList<>();

  SessionRows(WriteBuffer<K, V> buffer) {
    this.buffer = buffer;
    layout = buffer.layout();
    index = buffer.table().byKey();
  }

  @Override
  public List<Row<V>> find(K key, byte @Nullable [] rawKey, long earliestEnd, long latestStart) {
    byte[] raw = rawKey != null ? rawKey : buffer.keys().key(key);
    int hash = buffer.keyHash(raw);
    long from = buffer.expiry().firstFound(earliestEnd);
    long stored = Math.max(from, buffer.expiry().firstStored());
    KeyRows<V> list = index.find(hash, raw);
    found.clear();
    if (stored <= absentAfter(list)) {
      fetch(raw, hash, stored, latestStart);
      list = index.find(hash, raw);
    }
    boolean evicted = !found.isEmpty();
    if (list != null) {
      collect(list, from, latestStart);
    }
    if (evicted) {
      found.sort((a, b) -> Arrays.compareUnsigned(((Entry<V>) a).key, ((Entry<V>) b).key));
    }
    return found;
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long start, long end) {
    return entry(rawKey != null ? rawKey : buffer.keys().key(key), start, end);
  }

  Entry<V> entry(byte[] key, long start, long end) {
    int keyHash = buffer.keyHash(key);
    long absentAfter = absentAfter(index.find(keyHash, key));
    return buffer.session(
        layout.sessionKey(key, end, start), hash(keyHash, start, end), absentAfter);
  }

  /** Sets a session without reading it first; null removes it. */
  public void put(byte[] key, long start, long end, @Nullable V value, long timestamp) {
    int keyHash = buffer.keyHash(key);
    long absentAfter = absentAfter(index.find(keyHash, key));
    byte[] engineKey = layout.sessionKey(key, end, start);
    buffer.putSession(engineKey, hash(keyHash, start, end), absentAfter, value, timestamp);
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    buffer.update(row, value, timestamp);
  }

  @Override
  public long start(Row<V> row) {
    return layout.sessionStart(((Entry<V>) row).key);
  }

  @Override
  public long end(Row<V> row) {
    return ((Entry<V>) row).start;
  }

  @Override
  public byte[] rawKey(Row<V> row) {
    return layout.rawKey(((Entry<V>) row).key);
  }

  @Override
  public byte[] serialized(K key) {
    return buffer.keys().key(key);
  }

  @Override
  public void heldBeside(long bytes) {
    buffer.heldBeside(bytes);
  }

  @Override
  public long observed() {
    return buffer.observed();
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
  public void drainEmissions(SessionTable.Emission<K, V> emission) {
    buffer.drainSessions(emission);
  }

  /** The rows of a key that end from then on, if the engine need not be asked; else null. */
  @Nullable List<FrozenRow<V>> kept(byte[] key, long earliestEnd) {
    KeyRows<V> list = index.find(buffer.keyHash(key), key);
    if (firstLive(earliestEnd) <= absentAfter(list)) {
      return null;
    }
    List<FrozenRow<V>> rows = new ArrayList<>();
    if (list != null) {
      for (int i = list.firstAt(earliestEnd); i < list.count(); i++) {
        rows.add(FrozenRow.of(list.at(i), buffer.values()));
      }
    }
    return rows;
  }

  static int hash(int keyHash, long start, long end) {
    return Hash.with(Hash.with(keyHash, end), start);
  }

  private long firstLive(long earliestEnd) {
    return Math.max(0, Math.max(earliestEnd, buffer.firstLive()));
  }

  /** The end after which the engine has no session of the key that is not in memory. */
  private long absentAfter(@Nullable KeyRows<V> list) {
    long all = buffer.completeAfter();
    return list == null ? all : Math.min(all, list.knownAfter());
  }

  private void collect(KeyRows<V> list, long from, long latestStart) {
    for (int i = list.firstAt(from); i < list.count(); i++) {
      Entry<V> entry = list.at(i);
      if (entry.is(Entry.PRESENT) && layout.sessionStart(entry.key) <= latestStart) {
        entry.used();
        found.add(entry);
      }
    }
  }

  /** Takes what the engine has of a key into memory; adds to {@code found} what has no room. */
  private void fetch(byte[] key, int keyHash, long from, long latestStart) {
    index.list(keyHash, key).learned(from - 1); // first: a row evicted at once undoes it
    List<Entry<V>> fetched = new ArrayList<>();
    WindowRange range =
        WindowRange.ofKey(layout, key, new StoreReader.TimeSpan(from, buffer.observed()));
    try (MergedCursor<V> rows = buffer.committed()) {
      range.begin(rows);
      while (range.settle(rows)) {
        byte[] engineKey = rows.key();
        int hash = hash(keyHash, layout.sessionStart(engineKey), layout.start(engineKey));
        fetched.add(buffer.fetched(engineKey, hash, rows.row()));
        rows.advance();
      }
    }
    for (Entry<V> entry : fetched) {
      if (entry.is(Entry.DETACHED) && layout.sessionStart(entry.key) <= latestStart) {
        found.add(entry);
      }
    }
  }
}
