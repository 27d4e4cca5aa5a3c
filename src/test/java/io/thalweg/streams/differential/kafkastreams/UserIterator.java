package io.thalweg.streams.differential.kafkastreams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Over a copy. */
class UserIterator<K, V> implements KeyValueIterator<K, V> {
  private final List<Map.Entry<K, V>> rows;
  private int next;

  UserIterator(Collection<Map.Entry<K, V>> rows) {
    this.rows = new ArrayList<>(rows);
  }

  @Override
  public boolean hasNext() {
    return next < rows.size();
  }

  @Override
  public KeyValue<K, V> next() {
    K key = peekNextKey();
    return KeyValue.pair(key, rows.get(next++).getValue());
  }

  @Override
  public K peekNextKey() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.get(next).getKey();
  }

  @Override
  public void close() {}
}
