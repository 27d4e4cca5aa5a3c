package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.stores.engine.ByteCursor;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** A RocksDB iterator that the engine can close under its user without a native crash. */
final class RocksCursor implements ByteCursor {
  private final RocksIterator iterator;
  private final RocksStore store;
  private final RocksEngine engine;
  // false -> true once, by its user under the lease, or by the owner after it shut the lease
  private volatile boolean closed;

  RocksCursor(RocksIterator iterator, RocksStore store, RocksEngine engine) {
    this.iterator = iterator;
    this.store = store;
    this.engine = engine;
  }

  @Override
  public boolean isValid() {
    return open().isValid();
  }

  @Override
  public void seekToFirst() {
    open().seekToFirst();
    check();
  }

  @Override
  public void seekToLast() {
    open().seekToLast();
    check();
  }

  @Override
  public void seek(byte[] key) {
    open().seek(key);
    check();
  }

  @Override
  public void seekForPrev(byte[] key) {
    open().seekForPrev(key);
    check();
  }

  @Override
  public void next() {
    open().next();
    check();
  }

  @Override
  public void prev() {
    open().prev();
    check();
  }

  @Override
  public byte[] key() {
    return open().key();
  }

  @Override
  public byte[] value() {
    return open().value();
  }

  @Override
  public void close() {
    store.openCursors().closed(this);
    closeNative();
  }

  synchronized void closeNative() {
    if (!closed) {
      closed = true;
      iterator.close();
    }
  }

  private RocksIterator open() {
    if (closed) {
      throw new InvalidStateStoreException(
          "Store " + store.name() + " or this iterator of it is closed");
    }
    return iterator;
  }

  /** An iterator that meets a damaged block just turns invalid; the cause is in its status. */
  private void check() {
    if (!iterator.isValid()) {
      try {
        iterator.status();
      } catch (RocksDBException e) {
        throw engine.readFailure(store.name(), e);
      }
    }
  }
}
