package io.thalweg.streams.stores;

import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.layer.Emission;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;

/**
 * A versioned store as operators of tables see it: rows are the newest versions, an update puts a
 * version, which may be a former one or come too late to be kept. Updates are never held back.
 * Owner thread only.
 */
public final class VersionedTable<K, V> implements RowTable<K, V> {
  private final VersionedKeyValueStore<K, V> versions;
  private final Codec<K> keys;
  private long validTo = VersionedKeyValueStore.PUT_RETURN_CODE_VALID_TO_UNDEFINED;

  VersionedTable(VersionedKeyValueStore<K, V> versions, Codec<K> keys) {
    this.versions = versions;
    this.keys = keys;
  }

  /** The newest version of a key, read when it is first asked for. */
  private final class Newest implements Row<V> {
    private final K key;
    private byte @Nullable [] rawKey;
    private @Nullable VersionedRecord<V> version;
    private boolean read;

    Newest(K key, byte @Nullable [] rawKey) {
      this.key = key;
      this.rawKey = rawKey;
    }

    private @Nullable VersionedRecord<V> version() {
      if (!read) {
        read = true;
        version = versions.get(key);
      }
      return version;
    }

    @Override
    public @Nullable V value() {
      VersionedRecord<V> newest = version();
      return newest == null ? null : newest.value();
    }

    @Override
    public long timestamp() {
      VersionedRecord<V> newest = version();
      return newest == null ? -1 : newest.timestamp();
    }

    @Override
    public byte @Nullable [] rawValue() {
      return null;
    }
  }

  /**
   * The version valid at a time in ms; null if there is none or history does not go back so far.
   */
  public @Nullable VersionedRecord<V> asOf(K key, long timestamp) {
    return versions.get(key, timestamp);
  }

  /** Whether the last update came early enough to be kept. */
  public boolean wasPut() {
    return validTo != VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT;
  }

  /** Whether the last update is the newest version of its key. */
  public boolean isLatest() {
    return validTo == VersionedKeyValueStore.PUT_RETURN_CODE_VALID_TO_UNDEFINED;
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey) {
    return new Newest(key, rawKey);
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long windowStart) {
    throw new UnsupportedOperationException("Store " + versions.name() + " has no windows");
  }

  /** Puts a version that begins at {@code timestamp}. */
  @Override
  @SuppressWarnings("NullAway") // a null value is a version without a value
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    validTo = versions.put(newest(row).key, value, timestamp);
  }

  @Override
  public boolean emitsOnFlush() {
    return false;
  }

  @Override
  public void keepOldValues(boolean keep) {}

  @Override
  public void heldBeside(long bytes) {}

  @Override
  public void drainEmissions(Emission<K, V> emission) {}

  @Override
  public byte[] rawKey(Row<V> row) {
    Newest newest = newest(row);
    byte[] raw = newest.rawKey;
    if (raw == null) {
      raw = keys.key(newest.key);
      newest.rawKey = raw;
    }
    return raw;
  }

  @SuppressWarnings("unchecked") // rows of this table
  private Newest newest(Row<V> row) {
    return (Newest) row;
  }
}
