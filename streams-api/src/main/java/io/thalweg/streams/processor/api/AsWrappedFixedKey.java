package io.thalweg.streams.processor.api;

import io.thalweg.streams.state.StoreBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Marks a fixed-key supplier as wrapped and passes everything on to it. */
record AsWrappedFixedKey<KIn, VIn, VOut>(FixedKeyProcessorSupplier<KIn, VIn, VOut> inner)
    implements WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> {
  @Override
  public FixedKeyProcessor<KIn, VIn, VOut> get() {
    return inner.get();
  }

  @Override
  public @Nullable Set<StoreBuilder<?>> stores() {
    return inner.stores();
  }
}
