package io.thalweg.streams.processor.api;

import io.thalweg.streams.state.StoreBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Marks a supplier as wrapped and passes everything on to it. */
record AsWrapped<KIn, VIn, KOut, VOut>(ProcessorSupplier<KIn, VIn, KOut, VOut> inner)
    implements WrappedProcessorSupplier<KIn, VIn, KOut, VOut> {
  @Override
  public Processor<KIn, VIn, KOut, VOut> get() {
    return inner.get();
  }

  @Override
  public @Nullable Set<StoreBuilder<?>> stores() {
    return inner.stores();
  }
}
