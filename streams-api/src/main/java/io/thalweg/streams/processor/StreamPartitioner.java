package io.thalweg.streams.processor;

import java.util.Optional;
import java.util.Set;

/**
 * Chooses the partitions of an output record. Must be stateless and thread-safe.
 *
 * @param <K> key type
 * @param <V> value type
 */
@FunctionalInterface
public interface StreamPartitioner<K, V> {
  /**
   * Chooses the partitions that {@code topic} gets a record in.
   *
   * @return empty for the producer's default, an empty set to drop the record, otherwise the
   *     partitions, each in [0, numPartitions)
   */
  Optional<Set<Integer>> partitions(String topic, K key, V value, int numPartitions);
}
