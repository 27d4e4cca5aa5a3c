package io.thalweg.streams.stores.face;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.layer.JoinTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The join table of a store that is only known by its public face: the user's, or a measured one.
 */
public record FacedJoinTable<K, V>(WindowStore<K, V> store) implements JoinTable<K, V> {
  @Override
  public byte @Nullable [] serialized(K key) {
    return null;
  }

  @Override
  @SuppressWarnings("NullAway") // the value may be null
  public boolean add(
      K key, byte @Nullable [] rawKey, @Nullable V value, byte @Nullable [] rawValue, long time) {
    store.put(key, value, time);
    return true;
  }

  @Override
  public Matches<V> near(K key, byte @Nullable [] rawKey, long first, long last) {
    List<KeyValue<Long, V>> found = new ArrayList<>();
    try (WindowStoreIterator<V> rows = store.fetch(key, first, last)) {
      rows.forEachRemaining(found::add);
    }
    return new Found<>(found);
  }

  private record Found<V>(List<KeyValue<Long, V>> rows) implements Matches<V> {
    @Override
    public int count() {
      return rows.size();
    }

    @Override
    public long time(int index) {
      return rows.get(index).key;
    }

    @Override
    public V value(int index) {
      return rows.get(index).value;
    }
  }
}
