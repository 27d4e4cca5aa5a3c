package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.stores.engine.ByteCursor;
import io.thalweg.streams.stores.engine.ByteStore;
import io.thalweg.streams.stores.engine.CursorWatch;
import io.thalweg.streams.stores.engine.OpenCursors;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;

/** One column family. Survives the reopening of its database. */
final class RocksStore implements ByteStore {
  private final String name;
  private final RocksEngine engine;
  private final OpenCursors cursors;
  // written by the owner while the lease is shut (or before the engine is shared)
  private ColumnFamilyHandle family;
  private int familyId; // asking costs a native call, and a batch needs it for each row

  RocksStore(String name, RocksEngine engine, ColumnFamilyHandle family, CursorWatch watch) {
    cursors = new OpenCursors(watch);
    this.name = name;
    this.engine = engine;
    this.family = family;
    familyId = family.getID();
  }

  String name() {
    return name;
  }

  int familyId() {
    return familyId;
  }

  ColumnFamilyHandle family() {
    return family;
  }

  void reopened(ColumnFamilyHandle newFamily) {
    family = newFamily;
    familyId = newFamily.getID();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    try {
      return engine.database().get(family, key);
    } catch (RocksDBException e) {
      throw engine.readFailure(name, e);
    }
  }

  @Override
  public ByteCursor cursor() {
    RocksCursor cursor = new RocksCursor(engine.database().newIterator(family), this, engine);
    cursors.opened(cursor);
    return cursor;
  }

  @Override
  public OpenCursors openCursors() {
    return cursors;
  }

  /** Closes the cursors that others have left open. */
  void closeCursors() {
    for (ByteCursor cursor : cursors.closeAll()) {
      if (cursor instanceof RocksCursor ours) { // others are over rows in memory only
        ours.closeNative();
      }
    }
  }

  @Override
  public long approximateEntries() {
    try {
      return engine.database().getLongProperty(family, "rocksdb.estimate-num-keys");
    } catch (RocksDBException e) {
      throw engine.readFailure(name, e);
    }
  }
}
