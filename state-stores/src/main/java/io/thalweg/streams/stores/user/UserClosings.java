package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.layer.ClosingRows;
import org.apache.kafka.common.utils.Bytes;

/** The rows of a user's store by their time: it is asked for them. Owner thread only. */
final class UserClosings<K, V> implements ClosingRows<K, V> {
  private final Traffic traffic;
  private final Between rows;
  private final Codec<K> keys;
  private final Codec<V> values;

  /** How a store is asked for the windows that start, or sessions that end, in a span of time. */
  @FunctionalInterface
  interface Between {
    KeyValueIterator<Windowed<Bytes>, byte[]> rows(long from, long to);
  }

  UserClosings(Traffic traffic, Between rows, Codec<K> keys, Codec<V> values) {
    this.traffic = traffic;
    this.rows = rows;
    this.keys = keys;
    this.values = values;
  }

  @Override
  public void take(long from, long to, Taker<K, V> taker) {
    traffic.writeOut();
    try (KeyValueIterator<Windowed<Bytes>, byte[]> found = rows.rows(from, to)) {
      while (found.hasNext()) {
        KeyValue<Windowed<Bytes>, byte[]> row = found.next();
        Cell cell = traffic.form().cell(row.value);
        byte[] raw = cell.raw();
        V value = raw == null ? null : values.deserialize(raw);
        if (value != null) {
          taker.take(
              keys.deserialize(row.key.key().get()),
              row.key.window().start(),
              row.key.window().end(),
              value,
              cell.timestamp());
        }
      }
    }
  }
}
