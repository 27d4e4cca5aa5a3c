package io.thalweg.streams.kstream;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Turns functions of values into functions of key and values, which is all the engine knows. */
final class WithKey {
  private WithKey() {}

  static <K, V, VR> ValueMapperWithKey<K, V, VR> mapper(
      ValueMapper<? super V, ? extends VR> mapper) {
    Objects.requireNonNull(mapper, "mapper cannot be null");
    return (key, value) -> mapper.apply(value);
  }

  static <K, V, KO> BiFunction<K, V, KO> extractor(Function<? super V, ? extends KO> extractor) {
    Objects.requireNonNull(extractor, "foreignKeyExtractor can't be null");
    return (key, value) -> extractor.apply(value);
  }

  static <K, V1, V2, VR> ValueJoinerWithKey<K, V1, V2, VR> joiner(
      ValueJoiner<? super V1, ? super V2, ? extends VR> joiner) {
    Objects.requireNonNull(joiner, "joiner cannot be null");
    return (key, left, right) -> joiner.apply(left, right);
  }
}
