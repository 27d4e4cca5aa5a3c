package io.thalweg.streams.stores.headed;

import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session store with headers as operators of the language see it: as {@link HeadedTable}. */
public final class HeadedSessions<K, V> implements SessionTable<K, V> {
  private final SessionTable<K, Headed<V>> sessions;

  public HeadedSessions(SessionTable<K, Headed<V>> sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<Row<V>> find(K key, byte @Nullable [] rawKey, long earliestEnd, long latestStart) {
    return HeadedTable.unwrapped(sessions.find(key, rawKey, earliestEnd, latestStart));
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long start, long end) {
    return HeadedTable.unwrapped(sessions.locate(key, rawKey, start, end));
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    sessions.update(HeadedTable.headed(row), value == null ? null : Headed.bare(value), timestamp);
  }

  @Override
  public long start(Row<V> row) {
    return sessions.start(HeadedTable.headed(row));
  }

  @Override
  public long end(Row<V> row) {
    return sessions.end(HeadedTable.headed(row));
  }

  @Override
  public byte[] rawKey(Row<V> row) {
    return sessions.rawKey(HeadedTable.headed(row));
  }

  @Override
  public byte[] serialized(K key) {
    return sessions.serialized(key);
  }

  @Override
  public long observed() {
    return sessions.observed();
  }

  @Override
  public boolean emitsOnFlush() {
    return sessions.emitsOnFlush();
  }

  @Override
  public void keepOldValues(boolean keep) {
    sessions.keepOldValues(keep);
  }

  @Override
  public void heldBeside(long bytes) {
    sessions.heldBeside(bytes);
  }

  @Override
  public void drainEmissions(SessionTable.Emission<K, V> emission) {
    sessions.drainEmissions(
        (session, rawKey, newValue, oldValue, timestamp) ->
            emission.emit(
                session,
                rawKey,
                HeadedTable.plain(newValue),
                HeadedTable.plain(oldValue),
                timestamp));
  }
}
