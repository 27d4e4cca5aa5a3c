package io.thalweg.streams.stores.user;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * With caching: the rows changed since they were last written to the user's store or emitted, in
 * the order of their last change. Owner thread only, but for {@link #find}.
 */
final class HeldRows {
  private static final int OVERHEAD = 160;

  /** A changed row. Its fields belong to the owner; {@code now} may be read by anyone. */
  static final class Held {
    final RowKey key;

    /** What was emitted last; what was in the store when the row was first changed. */
    final Cell before;

    volatile Cell now;
    volatile boolean unwritten;
    long touched;

    Held(RowKey key, Cell before, Cell now) {
      this.key = key;
      this.before = before;
      this.now = now;
    }

    long size() {
      byte[] raw = now.raw();
      return (long) OVERHEAD + key.key().get().length + (raw == null ? 0 : raw.length);
    }
  }

  /** Any thread reads; the owner writes. */
  private final ConcurrentHashMap<RowKey, Held> rows = new ConcurrentHashMap<>();

  // owner
  private List<Held> unwritten = new ArrayList<>();
  private List<Held> unemitted = new ArrayList<>();
  private boolean emits;
  private long bytes;
  private long beside;
  private long touches;

  /** The row of that key if it is here. Any thread. */
  @Nullable Held find(RowKey key) {
    return rows.get(key);
  }

  boolean emits() {
    return emits;
  }

  /** Rows are to be emitted from now on. */
  void emitFromNowOn() {
    emits = true;
  }

  long bytes() {
    return bytes + beside;
  }

  /** What the operator has on the heap for rows that wait. */
  void heldBeside(long more) {
    beside = more;
  }

  /** Changes a row; {@code before} is what the user's store has, if rows are emitted. */
  void put(RowKey key, Cell before, Cell now) {
    Held held = rows.get(key);
    if (held == null) {
      held = new Held(key, before, now);
      rows.put(key, held);
      if (emits) {
        unemitted.add(held);
      }
    } else {
      bytes -= held.size();
      held.now = now;
    }
    bytes += held.size();
    held.touched = ++touches;
    if (!held.unwritten) {
      held.unwritten = true;
      unwritten.add(held);
    }
  }

  /** Has every row written that the user's store does not have yet. */
  void writeOut(Consumer<Held> write) {
    List<Held> all = inOrder(unwritten);
    unwritten = new ArrayList<>();
    for (Held held : all) {
      if (held.unwritten) { // else it was emitted, and so written, meanwhile
        held.unwritten = false;
        write.accept(held);
        if (!emits) {
          forget(held);
        }
      }
    }
  }

  /**
   * Hands over, in order, each row changed since the last call, and whether it is still to be
   * written. Rows changed from inside wait for the next call.
   */
  void emit(BiConsumer<Held, Boolean> emission) {
    List<Held> all = inOrder(unemitted);
    unemitted = new ArrayList<>();
    for (Held held : all) {
      boolean write = held.unwritten;
      held.unwritten = false;
      emission.accept(held, write);
    }
  }

  private static List<Held> inOrder(List<Held> rows) {
    rows.sort(Comparator.comparingLong(row -> row.touched));
    return rows;
  }

  /** Whether nothing waits to be written. Any thread. */
  boolean allWritten() {
    for (Held held : rows.values()) {
      if (held.unwritten) {
        return false;
      }
    }
    return true;
  }

  /** The row is written and emitted. */
  void forget(Held held) {
    rows.remove(held.key, held);
    bytes -= held.size();
  }

  void clear() {
    rows.clear();
    unwritten.clear();
    unemitted.clear();
    bytes = 0;
  }
}
