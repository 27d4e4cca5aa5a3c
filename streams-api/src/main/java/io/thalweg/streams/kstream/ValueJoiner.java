package io.thalweg.streams.kstream;

/**
 * Joins two values.
 *
 * @param <V1> type of the left value
 * @param <V2> type of the right value
 * @param <VR> type of the result
 */
@FunctionalInterface
public interface ValueJoiner<V1, V2, VR> {
  /** Returns the joined value; in outer joins the missing side is null. */
  VR apply(V1 value1, V2 value2);
}
