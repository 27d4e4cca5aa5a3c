package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.Predicate;
import io.thalweg.streams.kstream.ValueMapperWithKey;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;

/** The present value of a table's row, as a join sees it. Owner: the task's thread. */
public interface TableView {
  /** The value for the key, or null; {@code rawKey} is the serialized key if at hand. */
  @Nullable Object get(Object key, byte @Nullable [] rawKey);

  /** A table with a store. */
  static TableView of(RowTable<Object, Object> rows) {
    return (key, rawKey) -> rows.locate(key, rawKey).value();
  }

  /** A filtered table without a store of its own. */
  default TableView filtered(Predicate<Object, Object> predicate, boolean negate) {
    return (key, rawKey) -> {
      Object value = get(key, rawKey);
      return value != null && predicate.test(key, value) != negate ? value : null;
    };
  }

  /** A mapped table without a store of its own. */
  default TableView mapped(ValueMapperWithKey<Object, Object, Object> mapper) {
    return (key, rawKey) -> {
      Object value = get(key, rawKey);
      return value == null ? null : mapper.apply(key, value);
    };
  }
}
