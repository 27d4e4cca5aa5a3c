package io.thalweg.streams.stores.face;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A key-value store that can only be read. */
public class ReadOnlyKeyValueFace<K, X> implements KeyValueStore<K, X>, ReadOnlyFace {
  private final Base base;
  private final ReadOnlyKeyValueStore<K, X> reads;

  public ReadOnlyKeyValueFace(Base base, ReadOnlyKeyValueStore<K, X> reads) {
    this.base = base;
    this.reads = reads;
  }

  /** The one with timestamps. */
  public static final class Timestamped<K, V> extends ReadOnlyKeyValueFace<K, ValueAndTimestamp<V>>
      implements TimestampedKeyValueStore<K, V> {
    public Timestamped(Base base, ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> reads) {
      super(base, reads);
    }
  }

  /** The one with timestamps and headers. */
  public static final class WithHeaders<K, V>
      extends ReadOnlyKeyValueFace<K, ValueTimestampHeaders<V>>
      implements TimestampedKeyValueStoreWithHeaders<K, V> {
    public WithHeaders(Base base, ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>> reads) {
      super(base, reads);
    }
  }

  @Override
  public Base base() {
    return base;
  }

  @Override
  public @Nullable X get(K key) {
    return reads.get(key);
  }

  @Override
  public KeyValueIterator<K, X> range(@Nullable K from, @Nullable K to) {
    return reads.range(from, to);
  }

  @Override
  public KeyValueIterator<K, X> reverseRange(@Nullable K from, @Nullable K to) {
    return reads.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<K, X> all() {
    return reads.all();
  }

  @Override
  public KeyValueIterator<K, X> reverseAll() {
    return reads.reverseAll();
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<K, X> prefixScan(
      P prefix, PS prefixKeySerializer) {
    return reads.prefixScan(prefix, prefixKeySerializer);
  }

  @Override
  public long approximateNumEntries() {
    return reads.approximateNumEntries();
  }

  @Override
  public void put(K key, @Nullable X value) {
    throw ReadOnlyFace.refusal();
  }

  @Override
  public @Nullable X putIfAbsent(K key, @Nullable X value) {
    throw ReadOnlyFace.refusal();
  }

  @Override
  public void putAll(List<KeyValue<K, X>> entries) {
    throw ReadOnlyFace.refusal();
  }

  @Override
  public @Nullable X delete(K key) {
    throw ReadOnlyFace.refusal();
  }
}
