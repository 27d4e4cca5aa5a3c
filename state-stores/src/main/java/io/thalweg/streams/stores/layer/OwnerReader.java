package io.thalweg.streams.stores.layer;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.stores.engine.EmptyCursor;
import io.thalweg.streams.stores.engine.OwnerThread;
import io.thalweg.streams.stores.form.Beside;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The owner thread's reads. */
public final class OwnerReader<K, V> implements StoreReader<K, V> {
  private final WriteBuffer<K, V> buffer;
  private final OwnerThread owner = new OwnerThread();
  private volatile boolean open = true; // written by the owner; anyone may ask

  public OwnerReader(WriteBuffer<K, V> buffer) {
    this.buffer = buffer;
  }

  /** The store was closed. */
  public void close() {
    open = false;
  }

  /** The store goes to another thread. */
  public void handOver() {
    owner.release();
  }

  /** Throws if the store was closed. */
  public void checkOpen() {
    assert owner.isCaller() : owner.complaint(buffer.name());
    if (!open) {
      throw new InvalidStateStoreException("Store " + buffer.name() + " is currently closed");
    }
  }

  @Override
  public WriteBuffer<K, V> buffer() {
    return buffer;
  }

  /** For what is kept in memory beside the rows. */
  public Beside beside() {
    return buffer.held;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public Row<V> read(byte[] key, long start) {
    checkOpen();
    return buffer.entry(key, start);
  }

  @Override
  public Row<V> readSession(byte[] key, long start, long end) {
    checkOpen();
    return buffer.sessions().entry(key, start, end);
  }

  @Override
  public MergedCursor<V> cursor(RowRange range) {
    checkOpen();
    boolean forward = range.forward();
    if (buffer.layout().isSession() && range instanceof WindowRange sessions) {
      List<FrozenRow<V>> kept = kept(sessions);
      if (kept != null) {
        return new MergedCursor<>(
            buffer, new CopiedRows<>(kept, forward), EmptyCursor.of(buffer.rows()), forward);
      }
    }
    return new MergedCursor<>(buffer, buffer.fresh(forward), buffer.rows().cursor(), forward);
  }

  /** The sessions of a key, if the engine has none that are not in memory. */
  private @Nullable List<FrozenRow<V>> kept(WindowRange range) {
    byte[] key = range.onlyKey();
    return key == null ? null : buffer.sessions().kept(key, range.from());
  }

  @Override
  public @Nullable KeptRows<V> kept(byte[] key, TimeSpan span) {
    checkOpen();
    return buffer.kept(key, span.first(), span.last());
  }

  @Override
  public TimeSpan live() {
    return new TimeSpan(buffer.firstLive(), buffer.observed());
  }

  @Override
  public long approximateEntries() {
    checkOpen();
    return buffer.approximateEntries();
  }
}
