package io.thalweg.streams.differential.kafkastreams;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Adds a header with the name of each operator that a record passes. */
public final class Marking implements ProcessorWrapper {
  /** Made by name from the configs. */
  public Marking() {}

  private static Headers mark(Headers headers, String name) {
    return headers.add("via", name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public <KIn, VIn, KOut, VOut>
      WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
          String name, ProcessorSupplier<KIn, VIn, KOut, VOut> inner) {
    return new WrappedProcessorSupplier<>() {
      @Override
      public Processor<KIn, VIn, KOut, VOut> get() {
        Processor<KIn, VIn, KOut, VOut> processor = inner.get();
        return new Processor<>() {
          @Override
          public void init(ProcessorContext<KOut, VOut> context) {
            processor.init(context);
          }

          @Override
          public void process(Record<KIn, VIn> record) {
            mark(record.headers(), name);
            processor.process(record);
          }

          @Override
          public void close() {
            processor.close();
          }
        };
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return inner.stores();
      }
    };
  }

  @Override
  public <KIn, VIn, VOut>
      WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
          String name, FixedKeyProcessorSupplier<KIn, VIn, VOut> inner) {
    return new WrappedFixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<KIn, VIn, VOut> get() {
        FixedKeyProcessor<KIn, VIn, VOut> processor = inner.get();
        return new FixedKeyProcessor<>() {
          @Override
          public void init(FixedKeyProcessorContext<KIn, VOut> context) {
            processor.init(context);
          }

          @Override
          public void process(FixedKeyRecord<KIn, VIn> record) {
            mark(record.headers(), name);
            processor.process(record);
          }

          @Override
          public void close() {
            processor.close();
          }
        };
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return inner.stores();
      }
    };
  }
}
