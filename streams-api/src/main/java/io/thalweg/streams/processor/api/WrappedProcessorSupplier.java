package io.thalweg.streams.processor.api;

/**
 * A supplier that a {@link ProcessorWrapper} returned.
 *
 * @param <KIn> key type of the input
 * @param <VIn> value type of the input
 * @param <KOut> key type of what it forwards
 * @param <VOut> value type of what it forwards
 */
public interface WrappedProcessorSupplier<KIn, VIn, KOut, VOut>
    extends ProcessorSupplier<KIn, VIn, KOut, VOut> {}
