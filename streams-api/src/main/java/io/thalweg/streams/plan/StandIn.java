package io.thalweg.streams.plan;

import io.thalweg.streams.processor.api.FixedKeyProcessor;
import io.thalweg.streams.processor.api.FixedKeyProcessorContext;
import io.thalweg.streams.processor.api.FixedKeyRecord;
import io.thalweg.streams.processor.api.InternalFixedKeyRecordFactory;
import io.thalweg.streams.processor.api.Processor;
import io.thalweg.streams.processor.api.ProcessorContext;
import io.thalweg.streams.processor.api.Record;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an operator of the language where a processor is wanted: what a {@link
 * io.thalweg.streams.processor.api.ProcessorWrapper} wraps. What it is given goes to the operator,
 * what the operator makes goes to the context that it was given. Owner: the task's thread.
 */
public final class StandIn {
  // [task's thread]
  private @Nullable Consumer<Record<Object, Object>> operator;
  private @Nullable Way outside;

  /** How records leave: to one child, or to all if it is null. */
  private interface Way {
    void forward(Record<Object, Object> record, @Nullable String child);
  }

  /** Names the operator that takes what comes in. */
  public void link(Consumer<Record<Object, Object>> taker) {
    operator = taker;
  }

  /** Passes on what the operator made, to one child or to all. */
  public void forward(Record<Object, Object> record, @Nullable String child) {
    if (outside == null) {
      throw new IllegalStateException(
          "A processor wrapper has not called init of the processor that it was given: its own"
              + " init must");
    }
    outside.forward(record, child);
  }

  private void take(Record<Object, Object> record) {
    if (operator == null) {
      throw new IllegalStateException(
          "A processor wrapper got this processor too late: its supplier's get() must call get()"
              + " of the supplier that it was given");
    }
    operator.accept(record);
  }

  Processor<Object, Object, Object, Object> anyKey() {
    return new Processor<>() {
      @Override
      public void init(ProcessorContext<Object, Object> context) {
        outside =
            (record, child) -> {
              if (child == null) {
                context.forward(record);
              } else {
                context.forward(record, child);
              }
            };
      }

      @Override
      public void process(Record<Object, Object> record) {
        take(record);
      }
    };
  }

  FixedKeyProcessor<Object, Object, Object> fixedKey() {
    return new FixedKeyProcessor<>() {
      @Override
      public void init(FixedKeyProcessorContext<Object, Object> context) {
        outside =
            (record, child) -> {
              FixedKeyRecord<Object, Object> fixed = InternalFixedKeyRecordFactory.create(record);
              if (child == null) {
                context.forward(fixed);
              } else {
                context.forward(fixed, child);
              }
            };
      }

      @Override
      public void process(FixedKeyRecord<Object, Object> record) {
        take(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
      }
    };
  }
}
