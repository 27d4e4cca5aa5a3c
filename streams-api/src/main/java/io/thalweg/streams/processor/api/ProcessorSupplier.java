package io.thalweg.streams.processor.api;

import io.thalweg.streams.processor.ConnectedStoreProvider;
import java.util.function.Supplier;

/**
 * Supplies a new {@link Processor} for each task.
 *
 * @param <KIn> key type of the input
 * @param <VIn> value type of the input
 * @param <KOut> key type of what it forwards
 * @param <VOut> value type of what it forwards
 */
@FunctionalInterface
public interface ProcessorSupplier<KIn, VIn, KOut, VOut>
    extends ConnectedStoreProvider, Supplier<Processor<KIn, VIn, KOut, VOut>> {
  /** Returns a new processor, never one that was returned before. */
  @Override
  Processor<KIn, VIn, KOut, VOut> get();
}
