package io.thalweg.streams.stores.face;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A key-value store of a task as processors see it. Owner thread only. */
public class KeyValueFacade<K, V, X> extends KeyValueReads<K, V, X>
    implements KeyValueStore<K, X>, Face {
  private final WriteBuffer<K, V> buffer;
  private final FacadeBase base;
  private final LongSupplier recordTimestamp;

  public KeyValueFacade(
      OwnerReader<K, V> reader,
      ValueShape<V, X> shape,
      FacadeBase base,
      LongSupplier recordTimestamp) {
    super(reader, shape);
    buffer = reader.buffer();
    this.base = base;
    this.recordTimestamp = recordTimestamp;
  }

  /** The one with timestamps. */
  public static final class Timestamped<K, V> extends KeyValueFacade<K, V, ValueAndTimestamp<V>>
      implements TimestampedKeyValueStore<K, V> {
    public Timestamped(
        OwnerReader<K, V> reader,
        ValueShape<V, ValueAndTimestamp<V>> shape,
        FacadeBase base,
        LongSupplier recordTimestamp) {
      super(reader, shape, base, recordTimestamp);
    }
  }

  /** The one with timestamps and headers. */
  public static final class WithHeaders<K, V>
      extends KeyValueFacade<K, Headed<V>, ValueTimestampHeaders<V>>
      implements TimestampedKeyValueStoreWithHeaders<K, V> {
    public WithHeaders(
        OwnerReader<K, Headed<V>> reader,
        ValueShape<Headed<V>, ValueTimestampHeaders<V>> shape,
        FacadeBase base,
        LongSupplier recordTimestamp) {
      super(reader, shape, base, recordTimestamp);
    }
  }

  @Override
  public void put(K key, @Nullable X value) {
    base.checkOpen();
    byte[] rawKey = buffer.keys().key(key);
    buffer.put(rawKey, 0, shape.value(value), shape.timestamp(value, recordTimestamp));
  }

  @Override
  public @Nullable X putIfAbsent(K key, @Nullable X value) {
    base.checkOpen();
    Row<V> row = buffer.locate(key, null);
    X before = shape.show(row.value(), row.timestamp());
    if (before == null) { // null is logged, as with Kafka Streams
      buffer.update(row, shape.value(value), shape.timestamp(value, recordTimestamp));
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<K, X>> entries) {
    for (KeyValue<K, X> entry : entries) {
      Objects.requireNonNull(entry.key, "key cannot be null");
    }
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public @Nullable X delete(K key) {
    base.checkOpen();
    Row<V> row = buffer.locate(key, null);
    X before = shape.show(row.value(), row.timestamp());
    buffer.update(row, null, recordTimestamp.getAsLong());
    return before;
  }

  @Override
  public FacadeBase base() {
    return base;
  }
}
