package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.WindowTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a user's store as operators see them. Since each record asks for a range, what is
 * held is written before; with caching it is emitted once all the same. Owner thread only.
 */
final class UserWindowTable<K, V> extends UserTable<K, V> implements WindowTable<K, V> {
  private final Traffic traffic;
  private final WindowStore<Bytes, byte[]> store;
  private final Codec<K> keys;
  private final Codec<V> values;

  UserWindowTable(
      Traffic traffic, WindowStore<Bytes, byte[]> store, Codec<K> keys, Codec<V> values) {
    super(traffic, keys, values);
    this.traffic = traffic;
    this.store = store;
    this.keys = keys;
    this.values = values;
  }

  @Override
  public List<Row<V>> latest(
      K key, byte @Nullable [] rawKey, long earliest, long enough, long latest) {
    traffic.writeOut();
    Bytes raw = Bytes.wrap(rawKey != null ? rawKey : keys.key(key));
    List<UserRow<V>> found = new ArrayList<>();
    // forward: not all stores of users can go backward
    try (WindowStoreIterator<byte[]> rows = store.fetch(raw, Math.max(0, earliest), latest)) {
      while (rows.hasNext()) {
        KeyValue<Long, byte[]> row = rows.next();
        found.add(
            traffic.row(RowKey.of(raw.get(), row.key), traffic.form().cell(row.value), values));
      }
    }
    int first = found.size();
    while (first > 0 && found.get(first - 1).key.start() >= enough) {
      first--;
    }
    List<Row<V>> latestFirst = new ArrayList<>(found.subList(Math.max(0, first - 1), found.size()));
    Collections.reverse(latestFirst);
    return latestFirst;
  }

  @Override
  public long start(Row<V> row) {
    return ((UserRow<V>) row).key.start();
  }

  @Override
  public byte[] serialized(K key) {
    return keys.key(key);
  }
}
