package io.thalweg.streams.processor.internals;

import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorWrapper;
import io.thalweg.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.WrappedProcessorSupplier;

/** Leaves all processors as they are. Thread-safe. */
public class NoOpProcessorWrapper implements ProcessorWrapper {
  /** Made by name from the configs. */
  public NoOpProcessorWrapper() {}

  @Override
  public <KIn, VIn, KOut, VOut>
      WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
          String processorName, ProcessorSupplier<KIn, VIn, KOut, VOut> processorSupplier) {
    return ProcessorWrapper.asWrapped(processorSupplier);
  }

  @Override
  public <KIn, VIn, VOut>
      WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
          String processorName, FixedKeyProcessorSupplier<KIn, VIn, VOut> processorSupplier) {
    return ProcessorWrapper.asWrappedFixedKey(processorSupplier);
  }
}
