package io.thalweg.streams.kstream;

/**
 * Joins two values, knowing their key, which must not be changed.
 *
 * @param <K1> key type
 * @param <V1> type of the left value
 * @param <V2> type of the right value
 * @param <VR> type of the result
 */
@FunctionalInterface
public interface ValueJoinerWithKey<K1, V1, V2, VR> {
  /** Returns the joined value; in outer joins the missing side is null. */
  VR apply(K1 readOnlyKey, V1 value1, V2 value2);
}
