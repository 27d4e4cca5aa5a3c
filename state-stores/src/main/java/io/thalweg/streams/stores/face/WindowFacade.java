package io.thalweg.streams.stores.face;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.TimestampedWindowStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.StoreReader.TimeSpan;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A window store of a task as processors see it. Owner thread only. */
public class WindowFacade<K, V, X> extends WindowReads<K, V, X> implements WindowStore<K, X>, Face {
  private final WriteBuffer<K, V> buffer;
  private final FacadeBase base;
  private final LongSupplier recordTimestamp;

  public WindowFacade(
      OwnerReader<K, V> reader,
      ValueShape<V, X> shape,
      FacadeBase base,
      LongSupplier recordTimestamp,
      long windowSize) {
    super(reader, shape, windowSize);
    buffer = reader.buffer();
    this.base = base;
    this.recordTimestamp = recordTimestamp;
  }

  /** The one with timestamps. */
  public static final class Timestamped<K, V> extends WindowFacade<K, V, ValueAndTimestamp<V>>
      implements TimestampedWindowStore<K, V> {
    public Timestamped(
        OwnerReader<K, V> reader,
        ValueShape<V, ValueAndTimestamp<V>> shape,
        FacadeBase base,
        LongSupplier recordTimestamp,
        long windowSize) {
      super(reader, shape, base, recordTimestamp, windowSize);
    }
  }

  /** The one with timestamps and headers. */
  public static final class WithHeaders<K, V>
      extends WindowFacade<K, Headed<V>, ValueTimestampHeaders<V>>
      implements TimestampedWindowStoreWithHeaders<K, V> {
    public WithHeaders(
        OwnerReader<K, Headed<V>> reader,
        ValueShape<Headed<V>, ValueTimestampHeaders<V>> shape,
        FacadeBase base,
        LongSupplier recordTimestamp,
        long windowSize) {
      super(reader, shape, base, recordTimestamp, windowSize);
    }
  }

  @Override
  public void put(K key, @Nullable X value, long windowStartTimestamp) {
    base.checkOpen();
    buffer.put(
        buffer.keys().key(key),
        windowStartTimestamp,
        shape.value(value),
        shape.timestamp(value, recordTimestamp));
  }

  @Override
  public WindowStoreIterator<X> fetch(K key, long timeFrom, long timeTo) {
    return ofKey(key, new TimeSpan(timeFrom, timeTo), true);
  }

  @Override
  public WindowStoreIterator<X> backwardFetch(K key, long timeFrom, long timeTo) {
    return ofKey(key, new TimeSpan(timeFrom, timeTo), false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    return ofKeys(keyFrom, keyTo, new TimeSpan(timeFrom, timeTo), true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    return ofKeys(keyFrom, keyTo, new TimeSpan(timeFrom, timeTo), false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetchAll(long timeFrom, long timeTo) {
    return ofKeys(null, null, new TimeSpan(timeFrom, timeTo), true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetchAll(long timeFrom, long timeTo) {
    return ofKeys(null, null, new TimeSpan(timeFrom, timeTo), false);
  }

  @Override
  public FacadeBase base() {
    return base;
  }
}
