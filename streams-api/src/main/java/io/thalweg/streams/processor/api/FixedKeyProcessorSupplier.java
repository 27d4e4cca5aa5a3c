package io.thalweg.streams.processor.api;

import io.thalweg.streams.processor.ConnectedStoreProvider;
import java.util.function.Supplier;

/**
 * Supplies a new {@link FixedKeyProcessor} for each task.
 *
 * @param <KIn> key type
 * @param <VIn> value type of the input
 * @param <VOut> value type of what it forwards
 */
@FunctionalInterface
public interface FixedKeyProcessorSupplier<KIn, VIn, VOut>
    extends ConnectedStoreProvider, Supplier<FixedKeyProcessor<KIn, VIn, VOut>> {
  /** Returns a new processor, never one that was returned before. */
  @Override
  FixedKeyProcessor<KIn, VIn, VOut> get();
}
