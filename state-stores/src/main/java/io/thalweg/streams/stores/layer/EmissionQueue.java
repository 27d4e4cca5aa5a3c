package io.thalweg.streams.stores.layer;

import io.thalweg.streams.kstream.Window;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows changed since they were last emitted. They are emitted in the order of their last
 * change, as Kafka Streams' cache has them: a row is listed once and carries the number of its last
 * change, its turn, by which the list is sorted when it is emitted. Owner only.
 */
final class EmissionQueue<K, V> {
  private final WriteBuffer<K, V> buffer;
  private EntryList<V> waiting = new EntryList<>();
  private EntryList<V> spare = new EntryList<>();
  private boolean active;
  private boolean keepOldValues = true;
  private long bytes;
  private int turns;
  private long[] order = new long[0];

  EmissionQueue(WriteBuffer<K, V> buffer) {
    this.buffer = buffer;
  }

  void activate(boolean on) {
    active = on;
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
      if (!buffer.expiry().expired(entry.start)) {
        entry.remembersPresence();
        if (keepOldValues) {
          V kept = entry.kept();
          entry.old = kept != null ? kept : entry.raw;
        }
      }
      entry.set(Entry.UNEMITTED);
      waiting.add(entry);
      bytes += entry.size;
    }
    entry.turn = nextTurn();
  }

  private int nextTurn() {
    if (turns == Integer.MAX_VALUE) {
      int count = sort(waiting);
      for (int i = 0; i < count; i++) {
        waiting.at((int) order[i]).turn = i;
      }
      turns = count;
    }
    return turns++;
  }

  /** Puts places of the list into {@code order}; returns how many are in use. */
  private int sort(EntryList<V> list) {
    if (order.length < list.count()) {
      order = new long[Math.max(1024, list.count() * 3 / 2)];
    }
    int count = 0;
    boolean sorted = true;
    for (int i = 0; i < list.count(); i++) {
      Entry<V> entry = list.at(i);
      if (!entry.is(Entry.DETACHED)) {
        order[count] = (long) entry.turn << 32 | i;
        sorted &= count == 0 || order[count - 1] < order[count];
        count++;
      }
    }
    if (!sorted) {
      Arrays.sort(order, 0, count);
    }
    return count;
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
      if (waiting.died()) {
        waiting.compact();
      }
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
    turns = 0;
    int count = sort(now);
    for (int i = 0; i < count; i++) {
      Entry<V> entry = now.at((int) order[i]);
      if (!entry.is(Entry.DETACHED)) { // it may have become so meanwhile
        emit(entry, emission);
      }
    }
    now.clear();
  }

  /** The rows that are not committed were never to be seen. */
  void dropUncommitted() {
    waiting.dropDetached();
    bytes = 0;
    for (int i = 0; i < waiting.count(); i++) {
      bytes += waiting.at(i).size;
    }
  }

  /** Receives what is to be emitted. */
  private interface EmittedRow<V> {
    void emit(Entry<V> entry, @Nullable V now, @Nullable V before);
  }

  /** What has expired by now from Kafka Streams' store, behind the cache, counts as not there. */
  private void emit(Entry<V> entry, EmittedRow<V> emission) {
    boolean expired = buffer.expiry().expired(entry.start);
    boolean existed = entry.is(Entry.EMITTED) && !expired;
    Object before = existed ? entry.old : null;
    entry.old = null;
    entry.clear(Entry.UNEMITTED | Entry.EMITTED);
    V now = entry.value();
    if (now != null || existed) {
      buffer.expiry().emitted(entry.start);
      emission.emit(entry, now, old(before));
    } else if (expired) {
      entry.clear(Entry.UNLOGGED);
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
