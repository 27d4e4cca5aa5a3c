package io.thalweg.streams.stores.user;

import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.layer.Emission;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import io.thalweg.streams.stores.user.HeldRows.Held;
import org.jspecify.annotations.Nullable;

/** The rows of a user's store as operators see them. Owner thread only. */
class UserTable<K, V> implements RowTable<K, V> {
  private final Traffic traffic;
  private final Codec<K> keys;
  private final Codec<V> values;
  private boolean keepOldValues = true; // owner

  UserTable(Traffic traffic, Codec<K> keys, Codec<V> values) {
    this.traffic = traffic;
    this.keys = keys;
    this.values = values;
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey) {
    return locate(key, rawKey, 0);
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long windowStart) {
    RowKey where = RowKey.of(rawKey != null ? rawKey : keys.key(key), windowStart);
    return traffic.row(where, traffic.read(where), values);
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    ((UserRow<V>) row).update(traffic, value, timestamp);
  }

  @Override
  public boolean emitsOnFlush() {
    return traffic.held() != null;
  }

  @Override
  public void keepOldValues(boolean keep) {
    keepOldValues = keep;
  }

  @Override
  public void drainEmissions(Emission<K, V> emission) {
    traffic.drain(row -> emit(row, emission));
  }

  @Override
  public void heldBeside(long bytes) {
    HeldRows held = traffic.held();
    if (held != null) {
      held.heldBeside(bytes);
    }
  }

  private void emit(Held row, Emission<K, V> emission) {
    byte[] before = row.before.raw();
    byte[] now = row.now.raw();
    byte[] rawKey = row.key.key().get();
    emission.emit(
        keys.deserialize(rawKey),
        rawKey,
        row.key.start(),
        now == null ? null : values.deserialize(now),
        keepOldValues && before != null ? values.deserialize(before) : null,
        row.now.timestamp());
  }

  @Override
  public byte[] rawKey(Row<V> row) {
    return ((UserRow<V>) row).key.key().get();
  }
}
