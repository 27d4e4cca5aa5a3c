package io.thalweg.streams.kstream;

import io.thalweg.streams.processor.ConnectedStoreProvider;
import java.util.function.Supplier;

/**
 * Supplies a new {@link ValueTransformerWithKey} for each task.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <VR> type of the result
 */
public interface ValueTransformerWithKeySupplier<K, V, VR>
    extends ConnectedStoreProvider, Supplier<ValueTransformerWithKey<K, V, VR>> {
  /** Returns a new transformer, never one that was returned before. */
  @Override
  ValueTransformerWithKey<K, V, VR> get();
}
