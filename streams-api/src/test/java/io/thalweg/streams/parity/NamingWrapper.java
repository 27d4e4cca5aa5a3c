package io.thalweg.streams.parity;

import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorWrapper;
import io.thalweg.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.WrappedProcessorSupplier;
import java.util.List;
import java.util.Map;

/** Notes what it is given in the list that the configs have, for both libraries: see Peer. */
public final class NamingWrapper implements ProcessorWrapper {
  private List<String> log = List.of();

  @Override
  @SuppressWarnings("unchecked") // the test puts it there
  public void configure(Map<String, ?> configs) {
    log = (List<String>) configs.get("log");
    log.add("configured");
  }

  @Override
  public <KIn, VIn, KOut, VOut>
      WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
          String processorName, ProcessorSupplier<KIn, VIn, KOut, VOut> processorSupplier) {
    log.add("any key: " + processorName);
    return ProcessorWrapper.asWrapped(processorSupplier);
  }

  @Override
  public <KIn, VIn, VOut>
      WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
          String processorName, FixedKeyProcessorSupplier<KIn, VIn, VOut> processorSupplier) {
    log.add("fixed key: " + processorName);
    return ProcessorWrapper.asWrappedFixedKey(processorSupplier);
  }
}
