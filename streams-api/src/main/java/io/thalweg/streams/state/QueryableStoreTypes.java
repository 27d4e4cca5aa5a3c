package io.thalweg.streams.state;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.spi.StoreProvider;
import java.util.function.BiFunction;

/** The types of stores that can be read from outside of their tasks. */
public final class QueryableStoreTypes {
  /** Has nothing to offer but static methods. */
  public QueryableStoreTypes() {}

  /** Key-value stores; of a store with timestamps, the plain values. */
  public static <K, V> QueryableStoreType<ReadOnlyKeyValueStore<K, V>> keyValueStore() {
    return new KeyValueStoreType<>();
  }

  /** Key-value stores with timestamps. */
  public static <K, V>
      QueryableStoreType<ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>>>
          timestampedKeyValueStore() {
    return new TimestampedKeyValueStoreType<>();
  }

  /** Key-value stores with timestamps and headers. */
  public static <K, V>
      QueryableStoreType<ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>>>
          timestampedKeyValueStoreWithHeaders() {
    return new QueryableStoreTypeMatcher<>(
        TimestampedKeyValueStoreWithHeaders.class, StoreProvider::timestampedKeyValueWithHeaders);
  }

  /** Window stores; of a store with timestamps, the plain values. */
  public static <K, V> QueryableStoreType<ReadOnlyWindowStore<K, V>> windowStore() {
    return new WindowStoreType<>();
  }

  /** Window stores with timestamps. */
  public static <K, V>
      QueryableStoreType<ReadOnlyWindowStore<K, ValueAndTimestamp<V>>> timestampedWindowStore() {
    return new TimestampedWindowStoreType<>();
  }

  /** Session stores. */
  public static <K, V> QueryableStoreType<ReadOnlySessionStore<K, V>> sessionStore() {
    return new SessionStoreType<>();
  }

  /** Session stores with headers. */
  public static <K, V>
      QueryableStoreType<ReadOnlySessionStore<K, AggregationWithHeaders<V>>>
          sessionStoreWithHeaders() {
    return new QueryableStoreTypeMatcher<>(
        SessionStoreWithHeaders.class, StoreProvider::sessionWithHeaders);
  }

  /** Window stores with timestamps and headers. */
  public static <K, V>
      QueryableStoreType<ReadOnlyWindowStore<K, ValueTimestampHeaders<V>>>
          timestampedWindowStoreWithHeaders() {
    return new QueryableStoreTypeMatcher<>(
        TimestampedWindowStoreWithHeaders.class, StoreProvider::timestampedWindowWithHeaders);
  }

  /** Accepts what is an instance of one class. */
  private static class QueryableStoreTypeMatcher<T> implements QueryableStoreType<T> {
    private final Class<?> storeClass;
    private final BiFunction<StoreProvider, String, T> view;

    QueryableStoreTypeMatcher(Class<?> storeClass, BiFunction<StoreProvider, String, T> view) {
      this.storeClass = storeClass;
      this.view = view;
    }

    @Override
    public boolean accepts(StateStore stateStore) {
      return storeClass.isInstance(stateStore);
    }

    @Override
    public T create(StoreProvider storeProvider, String storeName) {
      return view.apply(storeProvider, storeName);
    }

    @Override
    public String toString() {
      return "QueryableStoreType{" + storeClass.getSimpleName() + '}';
    }
  }

  /** Key-value stores. */
  public static class KeyValueStoreType<K, V>
      extends QueryableStoreTypeMatcher<ReadOnlyKeyValueStore<K, V>> {
    KeyValueStoreType() {
      super(ReadOnlyKeyValueStore.class, StoreProvider::keyValue);
    }
  }

  /** Key-value stores with timestamps. */
  public static class TimestampedKeyValueStoreType<K, V>
      extends QueryableStoreTypeMatcher<ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>>> {
    TimestampedKeyValueStoreType() {
      super(TimestampedKeyValueStore.class, StoreProvider::timestampedKeyValue);
    }

    /** Also stores with headers, which are then left out. */
    @Override
    public boolean accepts(StateStore stateStore) {
      return super.accepts(stateStore) || stateStore instanceof TimestampedKeyValueStoreWithHeaders;
    }
  }

  /** Window stores. */
  public static class WindowStoreType<K, V>
      extends QueryableStoreTypeMatcher<ReadOnlyWindowStore<K, V>> {
    WindowStoreType() {
      super(ReadOnlyWindowStore.class, StoreProvider::window);
    }
  }

  /** Window stores with timestamps. */
  public static class TimestampedWindowStoreType<K, V>
      extends QueryableStoreTypeMatcher<ReadOnlyWindowStore<K, ValueAndTimestamp<V>>> {
    TimestampedWindowStoreType() {
      super(TimestampedWindowStore.class, StoreProvider::timestampedWindow);
    }

    /** Also stores with headers, which are then left out. */
    @Override
    public boolean accepts(StateStore stateStore) {
      return super.accepts(stateStore) || stateStore instanceof TimestampedWindowStoreWithHeaders;
    }
  }

  /** Session stores. */
  public static class SessionStoreType<K, V>
      extends QueryableStoreTypeMatcher<ReadOnlySessionStore<K, V>> {
    SessionStoreType() {
      super(ReadOnlySessionStore.class, StoreProvider::session);
    }
  }
}
