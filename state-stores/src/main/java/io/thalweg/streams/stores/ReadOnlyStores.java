package io.thalweg.streams.stores;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.stores.answer.VersionReads;
import io.thalweg.streams.stores.face.ReadOnlyFace;
import io.thalweg.streams.stores.face.ReadOnlyKeyValueFace;
import io.thalweg.streams.stores.face.ReadOnlySessionFace;
import io.thalweg.streams.stores.face.ReadOnlyWindowFace;
import org.jspecify.annotations.Nullable;

/** Stores that can be read from any thread and changed from none. */
public final class ReadOnlyStores {
  private ReadOnlyStores() {}

  /** The store behind a view, of the type that its kind promises. */
  public static StateStore of(ReadView view, boolean persistent) {
    ReadOnlyFace.Base base = new ReadOnlyFace.Base(view.name(), persistent, view::isOpen, view);
    return switch (view.kind()) {
      case KEY_VALUE -> new ReadOnlyKeyValueFace<>(base, view.keyValue());
      case TIMESTAMPED_KEY_VALUE ->
          new ReadOnlyKeyValueFace.Timestamped<>(base, view.timestampedKeyValue());
      case TIMESTAMPED_KEY_VALUE_WITH_HEADERS ->
          new ReadOnlyKeyValueFace.WithHeaders<>(base, view.timestampedKeyValueWithHeaders());
      case WINDOW -> new ReadOnlyWindowFace<>(base, view.window());
      case TIMESTAMPED_WINDOW ->
          new ReadOnlyWindowFace.Timestamped<>(base, view.timestampedWindow());
      case TIMESTAMPED_WINDOW_WITH_HEADERS ->
          new ReadOnlyWindowFace.WithHeaders<>(base, view.timestampedWindowWithHeaders());
      case SESSION -> new ReadOnlySessionFace<>(base, view.session());
      case SESSION_WITH_HEADERS ->
          new ReadOnlySessionFace.WithHeaders<>(base, view.sessionWithHeaders());
      case VERSIONED -> new Versioned<>(base, view.versioned());
      case OUTER_JOIN_BUFFER, SUPPRESS_BUFFER, GRACE_BUFFER ->
          throw new IllegalArgumentException(view.name() + " is the buffer of one operator");
    };
  }

  private record Versioned<K, V>(Base base, VersionReads<K, V> reads)
      implements VersionedKeyValueStore<K, V>, ReadOnlyFace {
    @Override
    public long put(K key, @Nullable V value, long timestamp) {
      throw ReadOnlyFace.refusal();
    }

    @Override
    public @Nullable VersionedRecord<V> delete(K key, long timestamp) {
      throw ReadOnlyFace.refusal();
    }

    @Override
    public @Nullable VersionedRecord<V> get(K key) {
      return reads.get(key);
    }

    @Override
    public @Nullable VersionedRecord<V> get(K key, long asOfTimestamp) {
      return reads.get(key, asOfTimestamp);
    }
  }
}
