package io.thalweg.streams.stores.versioned;

import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.ByteCursor;
import io.thalweg.streams.stores.engine.ByteStore;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.StoreReader;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Puts versions into a buffer of plain rows. Every change leaves the rows so that a reader in
 * another thread, between any two of them, finds what was there before or after it.
 *
 * <p>Buckets of former versions are deleted when time has passed them. A key whose newest version
 * is "no value" is forgotten one commit later, when all marks of such keys in the bucket are known
 * to be in the engine. Owner thread only, except for {@link #reader(StoreReader)}.
 */
public final class VersionedRows {
  private static final int FORGOTTEN_AT_ONCE = 10_000;
  private static final byte[] NOTHING = {};

  private final WriteBuffer<byte[], byte[]> buffer;
  private final ByteStore committed;
  private final VersionKeys keys;
  private final VersionReader reader;
  private final AtomicLong observed; // set by the owner, read by all

  // all below: owner
  private long purgedBucket; // former versions in buckets below are deleted
  private long forgottenBucket; // so are ended keys
  private byte[] forgetFrom = VersionKeys.firstEnded();

  /** Versions in {@code owner}'s buffer, over the rows in {@code committed}. */
  public VersionedRows(
      OwnerReader<byte[], byte[]> owner, ByteStore committed, VersionKeys keys, StoreMark mark) {
    buffer = owner.buffer();
    this.committed = committed;
    this.keys = keys;
    observed = new AtomicLong(mark.observed());
    purgedBucket = mark.purgedBucket();
    reader = reader(owner);
  }

  /** Reads through {@code rows}, in whatever thread they are made for. */
  public VersionReader reader(StoreReader<byte[], byte[]> rows) {
    return new VersionReader(rows, keys, observed::getAcquire);
  }

  /**
   * Adds a version, as {@link VersionedKeyValueStore#put} says.
   *
   * @param value null for "no value"
   */
  public long put(byte[] key, byte @Nullable [] value, long time) {
    if (time > observed.getPlain()) {
      observed.setRelease(time);
    }
    if (time < keys.horizon(observed.getPlain())) {
      return VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT;
    }
    byte[] newestKey = keys.newest(key);
    Row<byte[]> newest = buffer.locate(newestKey, newestKey);
    byte[] before = newest.rawValue();
    if (before != null && time < Version.from(before)) {
      return insert(key, value, time, Version.from(before));
    }
    if (before != null && time > Version.from(before)) {
      set(keys.former(key, time), before);
    }
    buffer.update(newest, Version.row(time, value), -1);
    if (value == null) {
      set(keys.ended(key, time), NOTHING);
    }
    return VersionedKeyValueStore.PUT_RETURN_CODE_VALID_TO_UNDEFINED;
  }

  /** Between former versions, or before them: the one valid at that time now ends there. */
  private long insert(byte[] key, byte @Nullable [] value, long time, long newestFrom) {
    VersionReader.Place place = reader.find(key, time, newestFrom);
    byte[] valid = place.row;
    if (valid != null && Version.from(valid) < time) {
      set(keys.former(key, time), valid);
    }
    set(keys.former(key, place.to), Version.row(time, value));
    return place.to;
  }

  private void set(byte[] row, byte[] content) {
    buffer.put(row, 0, content, -1);
  }

  // ---- commit ----

  /** What has to be known to go on from here. */
  public StoreMark mark() {
    return new StoreMark(observed.getPlain(), liveBucket(), 0);
  }

  /** Adds all changes to the batch, and the expiry of old ones. Call {@link #written} next. */
  public void writeTo(Batch batch) {
    if (forgottenBucket < purgedBucket) {
      forget(batch);
    }
    buffer.writeTo(batch);
    long live = liveBucket();
    if (live > purgedBucket) {
      byte[] first =
          purgedBucket <= 0 ? VersionKeys.firstFormer() : VersionKeys.formerBucket(purgedBucket);
      batch.deleteRange(committed, first, VersionKeys.formerBucket(live));
    }
  }

  /** The batch is in the engine. */
  public void written() {
    buffer.written();
    purgedBucket = liveBucket();
  }

  /** Forgets everything not committed; {@code mark} is what was committed. */
  public void rollback(StoreMark mark) {
    buffer.rollback(mark);
    resume(mark);
  }

  /** The rows in the engine are others now. */
  public void reload(StoreMark mark) {
    buffer.reload(mark, false);
    resume(mark);
    forgottenBucket = 0;
    forgetFrom = VersionKeys.firstEnded();
  }

  private void resume(StoreMark mark) {
    observed.setRelease(mark.observed());
    purgedBucket = mark.purgedBucket();
  }

  /** The first bucket with versions that can be seen; never goes back. */
  private long liveBucket() {
    return Math.max(purgedBucket, keys.bucket(keys.horizon(observed.getPlain())));
  }

  /** Deletes the newest rows of keys without a value that ended in buckets purged before. */
  private void forget(Batch batch) {
    byte[] end = VersionKeys.endedBucket(purgedBucket);
    try (ByteCursor ended = committed.cursor()) {
      ended.seek(forgetFrom);
      for (int i = 0; i < FORGOTTEN_AT_ONCE && isBefore(ended, end); i++) {
        forget(VersionKeys.keyOfEnded(ended.key()));
        ended.next();
      }
      if (isBefore(ended, end)) {
        forgetFrom = ended.key();
        return;
      }
    }
    byte[] first =
        forgottenBucket <= 0 ? VersionKeys.firstEnded() : VersionKeys.endedBucket(forgottenBucket);
    batch.deleteRange(committed, first, end);
    forgetFrom = end;
    forgottenBucket = purgedBucket;
  }

  private void forget(byte[] key) {
    byte[] newestKey = keys.newest(key);
    Row<byte[]> newest = buffer.locate(newestKey, newestKey);
    byte[] row = newest.rawValue();
    if (row != null && !Version.hasValue(row) && keys.bucket(Version.from(row)) < purgedBucket) {
      buffer.update(newest, null, -1);
    }
  }

  private static boolean isBefore(ByteCursor cursor, byte[] end) {
    return cursor.isValid() && Arrays.compareUnsigned(cursor.key(), end) < 0;
  }
}
