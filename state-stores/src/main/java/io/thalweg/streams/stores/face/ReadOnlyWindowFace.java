package io.thalweg.streams.stores.face;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.TimestampedWindowStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A window store that can only be read. */
public class ReadOnlyWindowFace<K, X> implements WindowStore<K, X>, ReadOnlyFace {
  private final Base base;
  private final ReadOnlyWindowStore<K, X> reads;

  public ReadOnlyWindowFace(Base base, ReadOnlyWindowStore<K, X> reads) {
    this.base = base;
    this.reads = reads;
  }

  /** The one with timestamps. */
  public static final class Timestamped<K, V> extends ReadOnlyWindowFace<K, ValueAndTimestamp<V>>
      implements TimestampedWindowStore<K, V> {
    public Timestamped(Base base, ReadOnlyWindowStore<K, ValueAndTimestamp<V>> reads) {
      super(base, reads);
    }
  }

  /** The one with timestamps and headers. */
  public static final class WithHeaders<K, V>
      extends ReadOnlyWindowFace<K, ValueTimestampHeaders<V>>
      implements TimestampedWindowStoreWithHeaders<K, V> {
    public WithHeaders(Base base, ReadOnlyWindowStore<K, ValueTimestampHeaders<V>> reads) {
      super(base, reads);
    }
  }

  @Override
  public Base base() {
    return base;
  }

  @Override
  public void put(K key, @Nullable X value, long windowStartTimestamp) {
    throw ReadOnlyFace.refusal();
  }

  @Override
  public @Nullable X fetch(K key, long time) {
    return reads.fetch(key, time);
  }

  @Override
  public WindowStoreIterator<X> fetch(K key, long timeFrom, long timeTo) {
    return reads.fetch(key, Instant.ofEpochMilli(timeFrom), Instant.ofEpochMilli(timeTo));
  }

  @Override
  public WindowStoreIterator<X> backwardFetch(K key, long timeFrom, long timeTo) {
    return reads.backwardFetch(key, Instant.ofEpochMilli(timeFrom), Instant.ofEpochMilli(timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    return reads.fetch(
        keyFrom, keyTo, Instant.ofEpochMilli(timeFrom), Instant.ofEpochMilli(timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    return reads.backwardFetch(
        keyFrom, keyTo, Instant.ofEpochMilli(timeFrom), Instant.ofEpochMilli(timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> all() {
    return reads.all();
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardAll() {
    return reads.backwardAll();
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetchAll(long timeFrom, long timeTo) {
    return reads.fetchAll(Instant.ofEpochMilli(timeFrom), Instant.ofEpochMilli(timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetchAll(long timeFrom, long timeTo) {
    return reads.backwardFetchAll(Instant.ofEpochMilli(timeFrom), Instant.ofEpochMilli(timeTo));
  }
}
