package io.thalweg.streams.state;

import io.thalweg.streams.processor.StateStore;

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
    return new OfClass<>(TimestampedKeyValueStoreWithHeaders.class);
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

  /** Window stores with timestamps and headers. */
  public static <K, V>
      QueryableStoreType<ReadOnlyWindowStore<K, ValueTimestampHeaders<V>>>
          timestampedWindowStoreWithHeaders() {
    return new OfClass<>(TimestampedWindowStoreWithHeaders.class);
  }

  /** Session stores; of a store with headers, the plain aggregates. */
  public static <K, V> QueryableStoreType<ReadOnlySessionStore<K, V>> sessionStore() {
    return new SessionStoreType<>();
  }

  /** Session stores with headers. */
  public static <K, V>
      QueryableStoreType<ReadOnlySessionStore<K, AggregationWithHeaders<V>>>
          sessionStoreWithHeaders() {
    return new OfClass<>(SessionStoreWithHeaders.class);
  }

  /** Accepts what is an instance of one class. */
  private static class OfClass<T> implements QueryableStoreType<T> {
    private final Class<?> storeClass;

    OfClass(Class<?> storeClass) {
      this.storeClass = storeClass;
    }

    @Override
    public boolean accepts(StateStore stateStore) {
      return storeClass.isInstance(stateStore);
    }

    @Override
    public String toString() {
      return "QueryableStoreType{" + storeClass.getSimpleName() + '}';
    }
  }

  /** Key-value stores. */
  public static class KeyValueStoreType<K, V> extends OfClass<ReadOnlyKeyValueStore<K, V>> {
    KeyValueStoreType() {
      super(ReadOnlyKeyValueStore.class);
    }
  }

  /** Key-value stores with timestamps. */
  public static class TimestampedKeyValueStoreType<K, V>
      extends OfClass<ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>>> {
    TimestampedKeyValueStoreType() {
      super(TimestampedKeyValueStore.class);
    }
  }

  /** Window stores. */
  public static class WindowStoreType<K, V> extends OfClass<ReadOnlyWindowStore<K, V>> {
    WindowStoreType() {
      super(ReadOnlyWindowStore.class);
    }
  }

  /** Window stores with timestamps. */
  public static class TimestampedWindowStoreType<K, V>
      extends OfClass<ReadOnlyWindowStore<K, ValueAndTimestamp<V>>> {
    TimestampedWindowStoreType() {
      super(TimestampedWindowStore.class);
    }
  }

  /** Session stores. */
  public static class SessionStoreType<K, V> extends OfClass<ReadOnlySessionStore<K, V>> {
    SessionStoreType() {
      super(ReadOnlySessionStore.class);
    }
  }
}
