package io.thalweg.streams.processor.api;

/**
 * A fixed-key supplier that a {@link ProcessorWrapper} returned.
 *
 * @param <KIn> key type
 * @param <VIn> value type of the input
 * @param <VOut> value type of what it forwards
 */
public interface WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut>
    extends FixedKeyProcessorSupplier<KIn, VIn, VOut> {}
