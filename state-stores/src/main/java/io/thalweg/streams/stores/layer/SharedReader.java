package io.thalweg.streams.stores.layer;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.stores.engine.ByteCursor;
import io.thalweg.streams.stores.engine.Lease;
import io.thalweg.streams.stores.engine.SnapshotDesk;
import io.thalweg.streams.stores.form.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads from threads other than the owner. A point read looks at the table under its version, then
 * asks the engine. A scan copies the uncommitted rows under an unchanged version; if the owner is
 * too busy for that, it asks the owner to do it ({@link SnapshotDesk}). The engine's lease is held
 * for single calls only, so that closing never waits for a caller's next move.
 */
public final class SharedReader<K, V> implements StoreReader<K, V> {
  private static final int ATTEMPTS = 3;

  private final WriteBuffer<K, V> buffer;
  private final Lease lease;
  private final SnapshotDesk desk;
  private final boolean committedOnly;

  public SharedReader(WriteBuffer<K, V> buffer, Lease lease, SnapshotDesk desk) {
    this(buffer, lease, desk, false);
  }

  private SharedReader(
      WriteBuffer<K, V> buffer, Lease lease, SnapshotDesk desk, boolean committedOnly) {
    this.buffer = buffer;
    this.lease = lease;
    this.desk = desk;
    this.committedOnly = committedOnly;
  }

  /** Reads what is committed and nothing else. */
  public SharedReader<K, V> ofCommitted() {
    return new SharedReader<>(buffer, lease, desk, true);
  }

  @Override
  public WriteBuffer<K, V> buffer() {
    return buffer;
  }

  @Override
  public boolean isOpen() {
    return !lease.isShut();
  }

  @Override
  public Row<V> read(byte[] key, long start) {
    int keyHash = Hash.of(key);
    int hash = buffer.layout().isWindowed() ? Hash.with(keyHash, start) : keyHash;
    FrozenRow<V> kept = kept(() -> buffer.table().find(hash, key, start));
    return kept != null ? leased(() -> kept) : committed(buffer.layout().engineKey(key, start, 0));
  }

  @Override
  public Row<V> readSession(byte[] key, long start, long end) {
    int hash = SessionRows.hash(Hash.of(key), start, end);
    byte[] engineKey = buffer.layout().sessionKey(key, end, start);
    FrozenRow<V> kept = kept(() -> buffer.table().findRow(hash, engineKey, end));
    return kept != null ? leased(() -> kept) : committed(engineKey);
  }

  private FrozenRow<V> committed(byte[] engineKey) {
    byte[] stored = leased(() -> buffer.rows().get(engineKey));
    if (stored == null) {
      return new FrozenRow<>(engineKey, null, null, -1, buffer.values());
    }
    return new FrozenRow<>(
        engineKey, null, buffer.plain(stored), buffer.timestampOf(stored), buffer.values());
  }

  @Override
  public MergedCursor<V> cursor(RowRange range) {
    RowRange.Filter filter = range.filter();
    boolean forward = range.forward();
    while (true) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        MergedCursor<V> cursor = leased(() -> tryCursor(filter, forward));
        if (cursor != null) {
          return cursor;
        }
      }
      MergedCursor<V> served =
          desk.ask(
              () -> {
                List<FrozenRow<V>> rows = freeze(filter);
                ByteCursor engine = buffer.rows().cursor();
                return () -> merged(rows, engine, forward);
              });
      if (served != null) {
        return served;
      }
    }
  }

  @Override
  public @Nullable KeptRows<V> kept(byte[] key, TimeSpan span) {
    return null; // the index of what is in memory is the owner's
  }

  @Override
  public TimeSpan live() {
    EntryTable<V> table = buffer.table();
    while (true) {
      long version = table.version();
      TimeSpan span = new TimeSpan(buffer.firstLive(), buffer.observed());
      if (table.unchanged(version)) {
        return span;
      }
      pause();
    }
  }

  @Override
  public long approximateEntries() {
    return leased(this::countEntries);
  }

  private long countEntries() {
    long entries = buffer.rows().approximateEntries();
    for (Entry<V> entry : buffer.dirty().copy()) {
      boolean stored =
          entry.is(Entry.STORED)
              || (!entry.is(Entry.NOT_STORED) && buffer.rows().get(entry.key) != null);
      entries += (entry.is(Entry.PRESENT) ? 1 : 0) - (stored ? 1 : 0);
    }
    return Math.max(0, entries);
  }

  /** The row that {@code find} finds in the table, if it has it. */
  private @Nullable FrozenRow<V> kept(Supplier<@Nullable Entry<V>> find) {
    if (committedOnly) {
      return null;
    }
    EntryTable<V> table = buffer.table();
    while (true) {
      long version = table.version();
      if ((version & 1) == 0) {
        Entry<V> entry = find.get();
        FrozenRow<V> row =
            entry == null || entry.isBlank() ? null : FrozenRow.of(entry, buffer.values());
        if (table.unchanged(version)) {
          return row;
        }
      }
      pause();
    }
  }

  /** The owner is in the middle of a change: a few instructions, unless it died there. */
  private void pause() {
    if (lease.isShut()) {
      throw closed(buffer.name());
    }
    Thread.onSpinWait();
  }

  /**
   * The uncommitted rows; off the owner's thread to be believed under an unchanged version only.
   */
  private List<FrozenRow<V>> freeze(RowRange.Filter filter) {
    List<FrozenRow<V>> rows = new ArrayList<>();
    if (committedOnly) {
      return rows;
    }
    for (Entry<V> entry : buffer.dirty().copy()) {
      if (filter.test(entry.key, entry.start)) {
        rows.add(FrozenRow.of(entry, buffer.values()));
      }
    }
    return rows;
  }

  private @Nullable MergedCursor<V> tryCursor(RowRange.Filter filter, boolean forward) {
    long version = buffer.table().version();
    if ((version & 1) != 0) {
      return null;
    }
    List<FrozenRow<V>> rows = freeze(filter);
    if (!buffer.table().unchanged(version)) {
      return null;
    }
    ByteCursor engine = buffer.rows().cursor();
    if (buffer.table().unchanged(version)) {
      return merged(rows, engine, forward);
    }
    engine.close();
    return null;
  }

  private MergedCursor<V> merged(List<FrozenRow<V>> rows, ByteCursor engine, boolean forward) {
    return new MergedCursor<>(
        buffer,
        new CopiedRows<>(rows, forward),
        new LeasedCursor(engine, lease, buffer.name()),
        forward);
  }

  private <T extends @Nullable Object> T leased(Supplier<T> read) {
    if (!lease.tryAcquire()) {
      throw closed(buffer.name());
    }
    try {
      return read.get();
    } catch (TaskCorruptedException e) {
      throw new InvalidStateStoreException(
          "Store " + buffer.name() + " is damaged and will be rebuilt", e);
    } finally {
      lease.release();
    }
  }

  static InvalidStateStoreException closed(String name) {
    return new InvalidStateStoreException(
        "Store "
            + name
            + " is closed here: its task is being restored or has moved to another instance;"
            + " look the store up again");
  }
}
