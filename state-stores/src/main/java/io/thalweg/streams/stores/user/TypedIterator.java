package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.KeyValueIterator;
import java.util.Objects;
import java.util.function.Function;

/** The rows that an iterator of the user's store finds, with types. One thread at a time. */
class TypedIterator<R, A, B> implements KeyValueIterator<A, B> {
  private final Access access;
  private final KeyValueIterator<R, byte[]> rows;
  private final Function<R, A> toKey;
  private final Function<byte[], B> toValue;

  TypedIterator(
      Access access,
      KeyValueIterator<R, byte[]> rows,
      Function<R, A> toKey,
      Function<byte[], B> toValue) {
    this.access = access;
    this.rows = rows;
    this.toKey = toKey;
    this.toValue = toValue;
    access.cursors().opened(this);
  }

  @Override
  public boolean hasNext() {
    return access.read(rows::hasNext);
  }

  @Override
  public KeyValue<A, B> next() {
    KeyValue<R, byte[]> row = access.read(rows::next);
    return KeyValue.pair(
        toKey.apply(row.key), Objects.requireNonNull(toValue.apply(row.value), "row"));
  }

  @Override
  public A peekNextKey() {
    return toKey.apply(access.read(rows::peekNextKey));
  }

  /** Also after the store: what it holds has to be freed. */
  @Override
  public void close() {
    access.cursors().closed(this);
    rows.close();
  }
}
