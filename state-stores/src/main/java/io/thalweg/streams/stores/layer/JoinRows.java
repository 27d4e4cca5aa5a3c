package io.thalweg.streams.stores.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The join table of a store of ours, without a facade in between. */
public final class JoinRows<K, V> implements JoinTable<K, V> {
  private final OwnerReader<K, V> reader;
  private final WriteBuffer<K, V> buffer;

  /** A table over the rows of {@code reader}, whose store retains duplicates. */
  public JoinRows(OwnerReader<K, V> reader) {
    this.reader = reader;
    buffer = reader.buffer();
  }

  @Override
  public byte[] serialized(K key) {
    return buffer.keys().key(key);
  }

  @Override
  public boolean add(
      K key, byte @Nullable [] rawKey, @Nullable V value, byte @Nullable [] rawValue, long time) {
    return buffer.append(rawKey != null ? rawKey : serialized(key), time, value, rawValue, time);
  }

  @Override
  public Matches<V> near(K key, byte @Nullable [] rawKey, long first, long last) {
    byte[] bytes = rawKey != null ? rawKey : serialized(key);
    KeptRows<V> kept = buffer.kept(bytes, first, last);
    return kept != null ? kept : stored(bytes, new StoreReader.TimeSpan(first, last));
  }

  /** Some are in the engine only. */
  private KeptRows<V> stored(byte[] key, StoreReader.TimeSpan span) {
    WindowRange range = WindowRange.of(reader, key, key, span, true);
    List<Entry<V>> found = new ArrayList<>();
    try (MergedCursor<V> rows = reader.cursor(range)) {
      range.begin(rows);
      while (range.settle(rows)) {
        found.add(buffer.copy(rows.row()));
        rows.advance();
      }
    }
    return KeptRows.of(found);
  }
}
