package io.thalweg.streams.stores.user;

import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.user.HeldRows.Held;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is read from and written to the rows of a user's store. Without caching it goes
 * there at once, as the user may count on; with caching a row is held until it is emitted, the task
 * commits or a scan needs it. Owner thread only, but for {@link #read}.
 */
final class Traffic {
  private final UserRows rows;
  private final RowForm form;
  private final PendingChanges changes;
  private final @Nullable HeldRows held;
  private final LongAdder reads = new LongAdder();
  private boolean written; // owner; whether the user's store has what is not committed

  Traffic(UserRows rows, RowForm form, PendingChanges changes, boolean caching) {
    this.rows = rows;
    this.form = form;
    this.changes = changes;
    held = caching ? new HeldRows() : null;
  }

  RowForm form() {
    return form;
  }

  PendingChanges changes() {
    return changes;
  }

  @Nullable HeldRows held() {
    return held;
  }

  /** What a row says. Any thread. */
  Cell read(RowKey key) {
    HeldRows cache = held;
    Held kept = cache == null ? null : cache.find(key);
    return kept == null ? form.cell(stored(key)) : kept.now;
  }

  private byte @Nullable [] stored(RowKey key) {
    reads.increment();
    return rows.get(key);
  }

  /** How often the user's store was asked for a row. */
  long reads() {
    return reads.sum();
  }

  /** A row as operators see it. */
  <V> UserRow<V> row(RowKey key, Cell cell, Codec<V> values) {
    return new UserRow<>(key, cell, values, changes.headed());
  }

  /** Sets a row, or holds it back. */
  void write(RowKey key, byte @Nullable [] raw, long timestamp) {
    HeldRows cache = held;
    if (cache == null) {
      writeThrough(key, raw, timestamp);
    } else {
      boolean first = cache.emits() && cache.find(key) == null;
      cache.put(key, first ? form.cell(stored(key)) : Cell.NONE, new Cell(raw, timestamp));
    }
  }

  /** As {@link #write}, by somebody who has read what was there. */
  void write(RowKey key, Cell before, byte @Nullable [] raw, long timestamp) {
    HeldRows cache = held;
    if (cache == null) {
      writeThrough(key, raw, timestamp);
    } else {
      cache.put(key, before, new Cell(raw, timestamp));
    }
  }

  private void writeThrough(RowKey key, byte @Nullable [] raw, long timestamp) {
    written = true; // even if it fails: who knows how far it came
    rows.put(key, form.stored(raw, timestamp));
    changed(key, raw, timestamp);
  }

  /** The user's store is about to be changed by somebody else than {@link #write}. */
  void changing() {
    written = true;
  }

  /** The user's store was changed. */
  void changed(RowKey key, byte @Nullable [] raw, long timestamp) {
    changes.add(rows.changelogKey(key), raw, timestamp);
  }

  /** Writes what is held; it waits on to be emitted. */
  void writeOut() {
    HeldRows cache = held;
    if (cache != null) {
      cache.writeOut(this::writeThrough);
    }
  }

  /**
   * Writes each row held and hands it over, in the order of the last change, unless it has neither
   * then nor now a value. Rows changed from inside wait for the next call.
   */
  void drain(Consumer<Held> emission) {
    HeldRows cache = held;
    if (cache != null) {
      cache.emit(
          (row, unwritten) -> {
            if (unwritten) {
              writeThrough(row);
            }
            cache.forget(row);
            if (row.before.raw() != null || row.now.raw() != null) {
              emission.accept(row);
            }
          });
    }
  }

  private void writeThrough(Held row) {
    writeThrough(row.key, row.now.raw(), row.now.timestamp());
  }

  /** Whether the user's store has what was not committed. */
  boolean written() {
    return written;
  }

  void committed() {
    written = false;
  }

  /** Forgets what is not committed and did not reach the user's store. */
  void rollback() {
    changes.clear();
    HeldRows cache = held;
    if (cache != null) {
      cache.clear();
    }
  }
}
