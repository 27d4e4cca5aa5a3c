package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.Predicate;
import io.thalweg.streams.kstream.ValueMapperWithKey;
import org.jspecify.annotations.Nullable;

/** What a table operator makes of one row's value; null for no row. */
@FunctionalInterface
public interface RowMapping {
  @Nullable Object apply(@Nullable Object key, Object value);

  /** Keeps or drops rows. */
  static RowMapping filter(Predicate<Object, Object> predicate, boolean negate) {
    return (key, value) -> predicate.test(Given.to(key), value) != negate ? value : null;
  }

  /** Replaces values. */
  static RowMapping map(ValueMapperWithKey<Object, Object, Object> mapper) {
    return (key, value) -> mapper.apply(Given.to(key), value);
  }
}
