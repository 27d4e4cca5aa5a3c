package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.form.HeaderBytes;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session store with headers as operators of the language see it: as {@link HeadedTable}. */
public final class HeadedSessions<K, V> implements SessionTable<K, V> {
  private final SessionTable<K, Headed<V>> sessions;

  public HeadedSessions(SessionTable<K, Headed<V>> sessions) {
    this.sessions = sessions;
  }

  private record Unwrapped<V>(Row<Headed<V>> row) implements Row<V> {
    @Override
    public @Nullable V value() {
      return plain(row.value());
    }

    @Override
    public long timestamp() {
      return row.timestamp();
    }

    @Override
    public byte @Nullable [] rawValue() {
      byte[] raw = row.rawValue();
      return raw == null ? null : HeaderBytes.value(raw);
    }
  }

  private static final class Unwrapping<V> extends AbstractList<Row<V>> {
    private final List<Row<Headed<V>>> rows;

    Unwrapping(List<Row<Headed<V>>> rows) {
      this.rows = rows;
    }

    @Override
    public Row<V> get(int index) {
      return new Unwrapped<>(rows.get(index));
    }

    @Override
    public int size() {
      return rows.size();
    }
  }

  @Override
  public List<Row<V>> find(K key, byte @Nullable [] rawKey, long earliestEnd, long latestStart) {
    return new Unwrapping<>(sessions.find(key, rawKey, earliestEnd, latestStart));
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long start, long end) {
    return new Unwrapped<>(sessions.locate(key, rawKey, start, end));
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    sessions.update(headed(row), value == null ? null : Headed.bare(value), timestamp);
  }

  @Override
  public long start(Row<V> row) {
    return sessions.start(headed(row));
  }

  @Override
  public long end(Row<V> row) {
    return sessions.end(headed(row));
  }

  @Override
  public byte[] rawKey(Row<V> row) {
    return sessions.rawKey(headed(row));
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
  public void drainEmissions(SessionEmission<K, V> emission) {
    sessions.drainEmissions(
        (session, rawKey, newValue, oldValue, timestamp) ->
            emission.emit(session, rawKey, plain(newValue), plain(oldValue), timestamp));
  }

  private static <V> Row<Headed<V>> headed(Row<V> row) {
    return ((Unwrapped<V>) row).row;
  }

  private static <V> @Nullable V plain(@Nullable Headed<V> headed) {
    return headed == null ? null : headed.value();
  }
}
