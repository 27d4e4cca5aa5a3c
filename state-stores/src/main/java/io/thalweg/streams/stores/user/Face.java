package io.thalweg.streams.stores.user;

import io.thalweg.streams.stores.answer.Answering;
import io.thalweg.streams.stores.form.Codec;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the public face of a user's store is made of.
 *
 * @param now the timestamp of the record in hand
 * @param answering who answers queries about the store
 */
record Face<K, X>(
    String name,
    boolean persistent,
    Codec<K> keys,
    Shape<X> shape,
    Traffic traffic,
    Access access,
    LongSupplier now,
    Supplier<Answering> answering) {
  RowKey rowKey(K key) {
    return RowKey.of(keys.key(key));
  }

  /** The value of a row that an iterator found. */
  X found(byte[] stored) {
    return Objects.requireNonNull(shape.show(traffic.form().cell(stored)), name);
  }

  /** Sets a row. */
  void put(RowKey key, Cell cell) {
    access.read(() -> true);
    traffic.write(key, cell.raw(), cell.timestamp());
  }
}
