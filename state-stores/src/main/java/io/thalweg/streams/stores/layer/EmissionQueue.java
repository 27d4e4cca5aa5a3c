package io.thalweg.streams.stores.layer;

import org.jspecify.annotations.Nullable;

/**
 * The rows changed since they were last emitted, in the order of their first change. Owner only.
 */
final class EmissionQueue<K, V> {
  private final WriteBuffer<K, V> buffer;
  private EntryList<V> waiting = new EntryList<>();
  private EntryList<V> spare = new EntryList<>();
  private boolean active;
  private boolean keepOldValues = true;
  private long bytes;

  EmissionQueue(WriteBuffer<K, V> buffer) {
    this.buffer = buffer;
  }

  void activate() {
    active = true;
  }

  boolean active() {
    return active;
  }

  void keepOldValues(boolean keep) {
    keepOldValues = keep;
  }

  long bytes() {
    return bytes;
  }

  /** The entry is about to change. */
  void touch(Entry<V> entry) {
    if (active && !entry.is(Entry.UNEMITTED)) {
      V object = entry.object;
      entry.old = object != null ? object : entry.raw;
      entry.set(Entry.UNEMITTED);
      waiting.add(entry);
      bytes += entry.size;
    }
  }

  /** A waiting entry grew. */
  void grow(int more) {
    if (active) {
      bytes += more;
    }
  }

  void drain(Emission<K, V> emission) {
    EntryList<V> now = waiting;
    waiting = spare;
    spare = now;
    bytes = 0;
    for (int i = 0; i < now.count(); i++) {
      emit(now.at(i), emission);
    }
    now.clear();
  }

  /** The rows that are not committed were never to be seen. */
  void dropUncommitted() {
    EntryList<V> all = waiting;
    waiting = spare;
    spare = all;
    bytes = 0;
    for (int i = 0; i < all.count(); i++) {
      Entry<V> entry = all.at(i);
      if (!entry.is(Entry.DETACHED)) {
        waiting.add(entry);
        bytes += entry.size;
      }
    }
    all.clear();
  }

  private void emit(Entry<V> entry, Emission<K, V> emission) {
    Object before = entry.old;
    entry.old = null;
    entry.clear(Entry.UNEMITTED);
    V now = entry.value();
    if (now != null || before != null) {
      byte[] rawKey = buffer.rawKey(entry);
      emission.emit(
          buffer.keys().deserialize(rawKey),
          rawKey,
          entry.start,
          now,
          keepOldValues ? old(before) : null,
          entry.timestamp);
    }
  }

  @SuppressWarnings("unchecked") // objects are kept for types that are not byte[]
  private @Nullable V old(@Nullable Object before) {
    if (before instanceof byte[] raw) {
      return buffer.values().deserialize(raw);
    }
    return (V) before;
  }
}
