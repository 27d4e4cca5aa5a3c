package io.thalweg.streams.stores;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.layer.SharedReader;

/** The view of a store through its shared reader. */
@SuppressWarnings("unchecked") // the caller names the types, as in KafkaStreams.store
record SharedReadView<A, B>(StoreSpec spec, SharedReader<A, B> reader) implements ReadView {
  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public StoreSpec.Kind kind() {
    return spec.kind();
  }

  @Override
  public boolean isOpen() {
    return reader.isOpen();
  }

  @Override
  public <K, V> ReadOnlyKeyValueStore<K, V> keyValue() {
    check(!spec.kind().windowed() && !spec.kind().buffer(), "a key-value store");
    return new KeyValueReads<>((SharedReader<K, V>) reader, new ValueShape.Plain<>());
  }

  @Override
  public <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue() {
    check(spec.kind() == StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, "a key-value store with timestamps");
    return new KeyValueReads<>((SharedReader<K, V>) reader, new ValueShape.Stamped<>());
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, V> window() {
    check(spec.kind().windowed(), "a window store");
    return new WindowReads<>(
        (SharedReader<K, V>) reader, new ValueShape.Plain<>(), Facades.windowSize(spec));
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, ValueAndTimestamp<V>> timestampedWindow() {
    check(spec.kind() == StoreSpec.Kind.TIMESTAMPED_WINDOW, "a window store with timestamps");
    return new WindowReads<>(
        (SharedReader<K, V>) reader, new ValueShape.Stamped<>(), Facades.windowSize(spec));
  }

  private void check(boolean fits, String wanted) {
    if (!fits) {
      throw new InvalidStateStoreException(
          "Store " + spec.name() + " is of kind " + spec.kind() + ", not " + wanted);
    }
  }
}
