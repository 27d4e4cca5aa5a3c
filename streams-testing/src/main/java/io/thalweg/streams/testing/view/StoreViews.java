package io.thalweg.streams.testing.view;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.SessionStoreWithHeaders;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.TimestampedWindowStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * A store as the type a test asks for: itself, a view of it where it keeps more beside its values,
 * or null if it is another kind. Key and value types are the caller's word.
 */
@SuppressWarnings("unchecked") // a store does not know its types
public final class StoreViews {
  private StoreViews() {}

  /** A key-value store with plain values. */
  public static <K, V> @Nullable KeyValueStore<K, V> keyValue(@Nullable StateStore store) {
    if (store instanceof TimestampedKeyValueStoreWithHeaders<?, ?> headed) {
      return new KeyValueView<>((TimestampedKeyValueStoreWithHeaders<K, V>) headed, Shape.headed());
    }
    if (store instanceof TimestampedKeyValueStore<?, ?> stamped) {
      return new KeyValueView<>((TimestampedKeyValueStore<K, V>) stamped, Shape.stamped());
    }
    return store instanceof KeyValueStore<?, ?> plain ? (KeyValueStore<K, V>) plain : null;
  }

  /** A key-value store with timestamps. */
  public static <K, V> @Nullable KeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue(
      @Nullable StateStore store) {
    if (store instanceof TimestampedKeyValueStoreWithHeaders<?, ?> headed) {
      return new KeyValueView<>(
          (TimestampedKeyValueStoreWithHeaders<K, V>) headed, Shape.headedStamped());
    }
    return store instanceof TimestampedKeyValueStore<?, ?> stamped
        ? (TimestampedKeyValueStore<K, V>) stamped
        : null;
  }

  /** A key-value store with timestamps and headers. */
  public static <K, V> @Nullable TimestampedKeyValueStoreWithHeaders<K, V> headedKeyValue(
      @Nullable StateStore store) {
    return store instanceof TimestampedKeyValueStoreWithHeaders<?, ?> headed
        ? (TimestampedKeyValueStoreWithHeaders<K, V>) headed
        : null;
  }

  /** A versioned store. */
  public static <K, V> @Nullable VersionedKeyValueStore<K, V> versioned(
      @Nullable StateStore store) {
    return store instanceof VersionedKeyValueStore<?, ?> versioned
        ? (VersionedKeyValueStore<K, V>) versioned
        : null;
  }

  /** A window store with plain values. */
  public static <K, V> @Nullable WindowStore<K, V> window(@Nullable StateStore store) {
    if (store instanceof TimestampedWindowStoreWithHeaders<?, ?> headed) {
      return new WindowView<>((TimestampedWindowStoreWithHeaders<K, V>) headed, Shape.headed());
    }
    if (store instanceof TimestampedWindowStore<?, ?> stamped) {
      return new WindowView<>((TimestampedWindowStore<K, V>) stamped, Shape.stamped());
    }
    return store instanceof WindowStore<?, ?> plain ? (WindowStore<K, V>) plain : null;
  }

  /** A window store with timestamps. */
  public static <K, V> @Nullable WindowStore<K, ValueAndTimestamp<V>> timestampedWindow(
      @Nullable StateStore store) {
    if (store instanceof TimestampedWindowStoreWithHeaders<?, ?> headed) {
      return new WindowView<>(
          (TimestampedWindowStoreWithHeaders<K, V>) headed, Shape.headedStamped());
    }
    return store instanceof TimestampedWindowStore<?, ?> stamped
        ? (TimestampedWindowStore<K, V>) stamped
        : null;
  }

  /** A window store with timestamps and headers. */
  public static <K, V> @Nullable TimestampedWindowStoreWithHeaders<K, V> headedWindow(
      @Nullable StateStore store) {
    return store instanceof TimestampedWindowStoreWithHeaders<?, ?> headed
        ? (TimestampedWindowStoreWithHeaders<K, V>) headed
        : null;
  }

  /** A session store with plain aggregates. */
  public static <K, V> @Nullable SessionStore<K, V> session(@Nullable StateStore store) {
    if (store instanceof SessionStoreWithHeaders<?, ?> headed) {
      return new SessionView<>((SessionStoreWithHeaders<K, V>) headed);
    }
    return store instanceof SessionStore<?, ?> plain ? (SessionStore<K, V>) plain : null;
  }

  /** A session store with headers. */
  public static <K, V> @Nullable SessionStoreWithHeaders<K, V> headedSession(
      @Nullable StateStore store) {
    return store instanceof SessionStoreWithHeaders<?, ?> headed
        ? (SessionStoreWithHeaders<K, V>) headed
        : null;
  }

  /**
   * The store, if it is of a type of the user's own.
   *
   * @throws IllegalArgumentException if there is a method for its type, which it names
   */
  public static @Nullable StateStore own(@Nullable StateStore store) {
    if (store instanceof TimestampedKeyValueStore) {
      throw wrong(store, "timestamped key-value", "getTimestampedKeyValueStore");
    }
    if (store instanceof KeyValueStore) {
      throw wrong(store, "key-value", "getKeyValueStore");
    }
    if (store instanceof VersionedKeyValueStore) {
      throw wrong(store, "versioned key-value", "getVersionedKeyValueStore");
    }
    if (store instanceof TimestampedWindowStore) {
      throw wrong(store, "timestamped window", "getTimestampedWindowStore");
    }
    if (store instanceof WindowStore) {
      throw wrong(store, "window", "getWindowStore");
    }
    if (store instanceof SessionStore) {
      throw wrong(store, "session", "getSessionStore");
    }
    return store;
  }

  private static IllegalArgumentException wrong(StateStore store, String kind, String method) {
    return new IllegalArgumentException(
        "Store "
            + store.name()
            + " is a "
            + kind
            + " store and should be accessed via `"
            + method
            + "()`");
  }
}
