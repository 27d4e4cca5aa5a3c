package io.thalweg.streams.processor;

/**
 * Chooses the output topic of each record; the topic must exist.
 *
 * @param <K> key type
 * @param <V> value type
 */
@FunctionalInterface
public interface TopicNameExtractor<K, V> {
  /** Returns the name of the topic that the record goes to. */
  String extract(K key, V value, RecordContext recordContext);
}
