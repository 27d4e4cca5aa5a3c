package io.thalweg.streams.kstream;

import io.thalweg.streams.processor.ProcessorContext;

/**
 * Turns a value into a new value, knowing its key, with access to state stores. One instance per
 * task, called by one thread.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <VR> type of the result
 */
public interface ValueTransformerWithKey<K, V, VR> {
  /** Called once before the first record. */
  void init(ProcessorContext context);

  /** Returns the new value; the key must not be changed. */
  VR transform(K readOnlyKey, V value);

  /** Called once at the end; must not forward. */
  void close();
}
