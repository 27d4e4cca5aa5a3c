package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.Reducer;
import org.jspecify.annotations.Nullable;

/** One step of an aggregation: what a row becomes when a value is added to it. */
@FunctionalInterface
public interface Fold {
  /** The new row value; {@code present} is null if there is no row yet. */
  @Nullable Object add(@Nullable Object present, Object key, @Nullable Object value);

  /** What a row that is not there yet is taken for; null if for none. */
  default @Nullable Object start() {
    return null;
  }

  /** Starts from an initial value. */
  static Fold of(Initializer<Object> initializer, Aggregator<Object, Object, Object> aggregator) {
    return new Fold() {
      @Override
      public @Nullable Object add(@Nullable Object present, Object key, @Nullable Object value) {
        return aggregator.apply(
            key, Given.to(value), present == null ? initializer.apply() : present);
      }

      @Override
      public @Nullable Object start() {
        return initializer.apply();
      }
    };
  }

  /** Starts from the first value as it is. */
  static Fold of(Reducer<Object> reducer) {
    return (present, key, value) ->
        present == null ? value : reducer.apply(present, Given.to(value));
  }
}
