package io.thalweg.streams.kstream;

import org.jspecify.annotations.Nullable;

/**
 * A table that every instance has whole: all partitions of its topic, loaded before the application
 * processes anything and followed from then on, each record as soon as it is there. A stream joins
 * it by any key ({@link KStream#join(GlobalKTable, KeyValueMapper, ValueJoinerWithKey, Named)}),
 * and without being partitioned like it.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface GlobalKTable<K, V> {
  /** The name of the store that can be queried for this table. */
  @Nullable String queryableStoreName();
}
