package io.thalweg.streams.stores.answer;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * What answers are made of: the typed reads of a store, from any thread. Those that are not of the
 * store's kind throw {@code InvalidStateStoreException}, as all do once the store is closed.
 */
public interface Reads {
  String name();

  StoreSpec.Kind kind();

  /** Whether the store can still be read. */
  boolean isOpen();

  <K, V> ReadOnlyKeyValueStore<K, V> keyValue();

  <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue();

  <K, V> ReadOnlyWindowStore<K, V> window();

  <K, V> ReadOnlyWindowStore<K, ValueAndTimestamp<V>> timestampedWindow();

  <K, V> ReadOnlySessionStore<K, V> session();

  /** Keys without what a cache holds back, where the store has one. Not for scans. */
  default <K, V> ReadOnlyKeyValueStore<K, V> uncachedKeyValue() {
    return keyValue();
  }

  /** As {@link #uncachedKeyValue}, with timestamps. */
  default <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> uncachedTimestampedKeyValue() {
    return timestampedKeyValue();
  }

  /** The reads of a versioned store; null if it is none, or does not show its past. */
  default <K, V> @Nullable VersionReads<K, V> versionReads() {
    return null;
  }

  /** What to say to a query that is none of the built-in ones for this kind; null for nothing. */
  default <R> @Nullable QueryResult<R> askUsersStore(
      Query<R> query, PositionBound bound, QueryConfig config) {
    return null;
  }
}
