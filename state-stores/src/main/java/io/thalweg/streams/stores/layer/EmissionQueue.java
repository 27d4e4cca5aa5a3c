package io.thalweg.streams.stores.layer;

import io.thalweg.streams.kstream.Window;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import org.jspecify.annotations.Nullable;

/**
 * The rows changed since they were last emitted, in the order of their last change, as Kafka
 * Streams' cache has them. A row that changes again is listed again; of its places only the last
 * one, its turn, counts. Owner only.
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
    if (!active) {
      return;
    }
    if (!entry.is(Entry.UNEMITTED)) {
      if (entry.is(Entry.PRESENT)) {
        entry.set(Entry.EMITTED);
        if (keepOldValues) {
          V kept = entry.kept();
          entry.old = kept != null ? kept : entry.raw;
        }
      }
      entry.set(Entry.UNEMITTED);
      enqueue(entry);
      bytes += entry.size;
    } else if (entry.turn < waiting.count() - 1 && isTurn(entry, entry.turn)) {
      enqueue(entry);
      leftPlace();
    }
  }

  private void enqueue(Entry<V> entry) {
    entry.turn = waiting.count();
    waiting.add(entry);
  }

  /** Whether this is where the entry waits; while draining it may wait elsewhere. */
  private boolean isTurn(Entry<V> entry, int place) {
    return entry.turn == place && waiting.at(place) == entry && !entry.is(Entry.DETACHED);
  }

  private void leftPlace() {
    if (waiting.died()) {
      compact();
    }
  }

  private void compact() {
    waiting.compact(this::isTurn);
    for (int i = 0; i < waiting.count(); i++) {
      waiting.at(i).turn = i;
    }
  }

  /** A waiting entry grew. */
  void grow(int more) {
    if (active) {
      bytes += more;
    }
  }

  /** A waiting entry is gone, and what it was nobody has seen. */
  void forgot(Entry<V> entry) {
    if (active) {
      bytes -= entry.size;
      leftPlace();
    }
  }

  void drain(Emission<K, V> emission) {
    drain(
        (entry, now, before) -> {
          byte[] rawKey = buffer.rawKey(entry);
          emission.emit(
              buffer.keys().deserialize(rawKey), rawKey, entry.start, now, before, entry.timestamp);
        });
  }

  void drain(SessionTable.Emission<K, V> emission) {
    drain(
        (entry, now, before) -> {
          byte[] rawKey = buffer.rawKey(entry);
          Window window = new SessionWindow(buffer.layout().sessionStart(entry.key), entry.start);
          emission.emit(
              new Windowed<>(buffer.keys().deserialize(rawKey), window),
              rawKey,
              now,
              before,
              entry.timestamp);
        });
  }

  private void drain(EmittedRow<V> emission) {
    EntryList<V> now = waiting;
    waiting = spare;
    spare = now;
    bytes = 0;
    for (int i = 0; i < now.count(); i++) {
      Entry<V> entry = now.at(i);
      // what is touched meanwhile has its turn among those that wait; its places here are passed
      if (entry.turn == i && !entry.is(Entry.DETACHED)) {
        emit(entry, emission);
      }
    }
    now.clear();
  }

  /** The rows that are not committed were never to be seen. */
  void dropUncommitted() {
    compact();
    EntryList<V> all = waiting;
    waiting = spare;
    spare = all;
    bytes = 0;
    for (int i = 0; i < all.count(); i++) {
      Entry<V> entry = all.at(i);
      if (!entry.is(Entry.DETACHED)) {
        enqueue(entry);
        bytes += entry.size;
      }
    }
    all.clear();
  }

  /** Receives what is to be emitted. */
  private interface EmittedRow<V> {
    void emit(Entry<V> entry, @Nullable V now, @Nullable V before);
  }

  private void emit(Entry<V> entry, EmittedRow<V> emission) {
    boolean existed = entry.is(Entry.EMITTED);
    Object before = entry.old;
    entry.old = null;
    entry.clear(Entry.UNEMITTED | Entry.EMITTED);
    V now = entry.value();
    if (now != null || existed) {
      emission.emit(entry, now, old(before));
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
