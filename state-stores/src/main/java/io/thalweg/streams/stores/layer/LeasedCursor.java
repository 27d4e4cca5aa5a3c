package io.thalweg.streams.stores.layer;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.stores.engine.ByteCursor;
import io.thalweg.streams.stores.engine.Lease;
import java.util.function.Supplier;

/** A cursor for threads other than the owner: each call holds the lease. */
final class LeasedCursor implements ByteCursor {
  private final ByteCursor cursor;
  private final Lease lease;
  private final String store;

  LeasedCursor(ByteCursor cursor, Lease lease, String store) {
    this.cursor = cursor;
    this.lease = lease;
    this.store = store;
  }

  @Override
  public boolean isValid() {
    return leased(cursor::isValid);
  }

  @Override
  public void seekToFirst() {
    leased(cursor::seekToFirst);
  }

  @Override
  public void seekToLast() {
    leased(cursor::seekToLast);
  }

  @Override
  public void seek(byte[] key) {
    leased(() -> cursor.seek(key));
  }

  @Override
  public void seekForPrev(byte[] key) {
    leased(() -> cursor.seekForPrev(key));
  }

  @Override
  public void next() {
    leased(cursor::next);
  }

  @Override
  public void prev() {
    leased(cursor::prev);
  }

  @Override
  public byte[] key() {
    return leased(cursor::key);
  }

  @Override
  public byte[] value() {
    return leased(cursor::value);
  }

  /** After the store was closed there is nothing left to close. */
  @Override
  public void close() {
    if (lease.tryAcquire()) {
      try {
        cursor.close();
      } finally {
        lease.release();
      }
    }
  }

  private void leased(Runnable call) {
    leased(
        () -> {
          call.run();
          return true;
        });
  }

  private <T> T leased(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } catch (TaskCorruptedException e) {
      throw new InvalidStateStoreException("Store " + store + " is damaged and will be rebuilt", e);
    } finally {
      lease.release();
    }
  }

  private void enter() {
    if (!lease.tryAcquire()) {
      throw SharedReader.closed(store);
    }
  }
}
