package io.thalweg.streams.processor.api;

import java.util.Map;
import org.apache.kafka.common.Configurable;

/** Wraps all processors of a topology, named by the config {@code processor.wrapper.class}. */
public interface ProcessorWrapper extends Configurable {
  @Override
  default void configure(Map<String, ?> configs) {}

  /** Wraps the processors called {@code processorName}. */
  <KIn, VIn, KOut, VOut> WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
      String processorName, ProcessorSupplier<KIn, VIn, KOut, VOut> processorSupplier);

  /** Wraps the fixed-key processors called {@code processorName}. */
  <KIn, VIn, VOut> WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
      String processorName, FixedKeyProcessorSupplier<KIn, VIn, VOut> processorSupplier);

  /** Marks {@code processorSupplier} as wrapped, for wrappers that leave it as it is. */
  static <KIn, VIn, KOut, VOut> WrappedProcessorSupplier<KIn, VIn, KOut, VOut> asWrapped(
      ProcessorSupplier<KIn, VIn, KOut, VOut> processorSupplier) {
    return new AsWrapped<>(processorSupplier);
  }

  /** Marks {@code processorSupplier} as wrapped, for wrappers that leave it as it is. */
  static <KIn, VIn, VOut> WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> asWrappedFixedKey(
      FixedKeyProcessorSupplier<KIn, VIn, VOut> processorSupplier) {
    return new AsWrappedFixedKey<>(processorSupplier);
  }
}
