package io.thalweg.streams.spi;

import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.QueryableStoreType;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import java.util.List;

/**
 * What a {@link QueryableStoreType} builds its view from: the stores of one name held by the tasks
 * of this instance. Safe from any thread.
 */
public interface StoreProvider {
  /** The local stores of that name, one a partition, that {@code type} accepts. */
  <T> List<T> stores(String storeName, QueryableStoreType<T> type);

  /** One view over all local partitions. */
  <K, V> ReadOnlyKeyValueStore<K, V> keyValue(String storeName);

  /** One view over all local partitions, values with timestamps. */
  <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue(String storeName);

  /** One view over all local partitions, values with timestamps and headers. */
  <K, V> ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>> timestampedKeyValueWithHeaders(
      String storeName);

  /** One view over all local partitions. */
  <K, V> ReadOnlyWindowStore<K, V> window(String storeName);

  /** One view over all local partitions, values with timestamps. */
  <K, V> ReadOnlyWindowStore<K, ValueAndTimestamp<V>> timestampedWindow(String storeName);

  /** One view over all local partitions. */
  <K, V> ReadOnlySessionStore<K, V> session(String storeName);

  /** One view over all local partitions, aggregates with headers. */
  <K, V> ReadOnlySessionStore<K, AggregationWithHeaders<V>> sessionWithHeaders(String storeName);

  /** One view over all local partitions, values with timestamps and headers. */
  <K, V> ReadOnlyWindowStore<K, ValueTimestampHeaders<V>> timestampedWindowWithHeaders(
      String storeName);
}
