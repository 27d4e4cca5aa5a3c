package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import io.thalweg.streams.stores.user.HeldRows.Held;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a user's store as operators see them. Since each record asks for a range, what is
 * held is written before; with caching it is emitted once all the same. Owner thread only.
 */
final class UserSessionTable<K, V> implements SessionTable<K, V> {
  private final Traffic traffic;
  private final SessionStore<Bytes, byte[]> store;
  private final Codec<K> keys;
  private final Codec<V> values;

  // owner
  private boolean keepOldValues = true;
  private long observed = -1;

  UserSessionTable(
      Traffic traffic, SessionStore<Bytes, byte[]> store, Codec<K> keys, Codec<V> values) {
    this.traffic = traffic;
    this.store = store;
    this.keys = keys;
    this.values = values;
  }

  private byte[] raw(K key, byte @Nullable [] rawKey) {
    return rawKey != null ? rawKey : keys.key(key);
  }

  @Override
  public List<Row<V>> find(K key, byte @Nullable [] rawKey, long earliestEnd, long latestStart) {
    traffic.writeOut();
    byte[] raw = raw(key, rawKey);
    List<UserRow<V>> found = new ArrayList<>();
    try (KeyValueIterator<Windowed<Bytes>, byte[]> rows =
        store.findSessions(Bytes.wrap(raw), earliestEnd, latestStart)) {
      while (rows.hasNext()) {
        KeyValue<Windowed<Bytes>, byte[]> row = rows.next();
        RowKey where =
            new RowKey(Bytes.wrap(raw), row.key.window().start(), row.key.window().end());
        found.add(traffic.row(where, traffic.form().cell(row.value), values));
      }
    }
    found.sort(
        Comparator.<UserRow<V>>comparingLong(row -> row.key.end())
            .thenComparingLong(row -> row.key.start()));
    return new ArrayList<>(found);
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long start, long end) {
    RowKey where = new RowKey(Bytes.wrap(raw(key, rawKey)), start, end);
    return traffic.row(where, traffic.read(where), values);
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    UserRow<V> session = (UserRow<V>) row;
    observed = Math.max(observed, session.key.end());
    session.update(traffic, value, timestamp);
  }

  @Override
  public long start(Row<V> row) {
    return ((UserRow<V>) row).key.start();
  }

  @Override
  public long end(Row<V> row) {
    return ((UserRow<V>) row).key.end();
  }

  @Override
  public byte[] rawKey(Row<V> row) {
    return ((UserRow<V>) row).key.key().get();
  }

  @Override
  public byte[] serialized(K key) {
    return keys.key(key);
  }

  @Override
  public void heldBeside(long bytes) {
    HeldRows held = traffic.held();
    if (held != null) {
      held.heldBeside(bytes);
    }
  }

  @Override
  public long observed() {
    return observed;
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
  public void drainEmissions(SessionTable.Emission<K, V> emission) {
    traffic.drain(row -> emit(row, emission));
  }

  private void emit(Held row, SessionTable.Emission<K, V> emission) {
    byte[] before = row.before.raw();
    byte[] now = row.now.raw();
    byte[] rawKey = row.key.key().get();
    emission.emit(
        new Windowed<>(keys.deserialize(rawKey), new SessionWindow(row.key.start(), row.key.end())),
        rawKey,
        now == null ? null : values.deserialize(now),
        keepOldValues && before != null ? values.deserialize(before) : null,
        row.now.timestamp());
  }
}
