package io.thalweg.streams.stores.headed;

import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.WindowTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window store with headers as operators of the language see it: as {@link HeadedTable}. */
public final class HeadedWindows<K, V> extends HeadedTable<K, V> implements WindowTable<K, V> {
  private final WindowTable<K, Headed<V>> windows;

  public HeadedWindows(WindowTable<K, Headed<V>> windows) {
    super(windows);
    this.windows = windows;
  }

  @Override
  public List<Row<V>> latest(
      K key, byte @Nullable [] rawKey, long earliest, long enough, long latest) {
    return unwrapped(windows.latest(key, rawKey, earliest, enough, latest));
  }

  @Override
  public long start(Row<V> row) {
    return windows.start(headed(row));
  }

  @Override
  public byte[] serialized(K key) {
    return windows.serialized(key);
  }
}
