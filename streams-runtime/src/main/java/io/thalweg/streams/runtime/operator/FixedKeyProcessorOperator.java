package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.processor.api.FixedKeyProcessor;
import io.thalweg.streams.processor.api.FixedKeyProcessorContext;
import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.FixedKeyRecord;
import io.thalweg.streams.processor.api.InternalFixedKeyRecordFactory;
import io.thalweg.streams.processor.api.Record;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link FixedKeyProcessor} of the user. */
public final class FixedKeyProcessorOperator extends ProcessorOperator {
  private final FixedKeyProcessorSupplier<Object, Object, Object> supplier;

  // [task's thread]
  private @Nullable FixedKeyProcessor<Object, Object, Object> processor;

  /** As {@link AnyKeyProcessorOperator}. */
  public FixedKeyProcessorOperator(
      String name,
      OperatorContext context,
      FixedKeyProcessorSupplier<Object, Object, Object> supplier,
      Set<String> stores,
      Map<String, Operator> children,
      Operator downstream) {
    super(name, context, new Place(stores, children, downstream));
    this.supplier = supplier;
  }

  private static final class Context extends UserContext
      implements FixedKeyProcessorContext<Object, Object> {
    private final ProcessorOperator operator;

    Context(ProcessorOperator operator, TaskServices task) {
      super(operator, task);
      this.operator = operator;
    }

    @Override
    public <K, V> void forward(FixedKeyRecord<K, V> record) {
      operator.forward(open(record), null);
    }

    @Override
    public <K, V> void forward(FixedKeyRecord<K, V> record, String childName) {
      operator.forward(open(record), childName);
    }

    private static Record<?, ?> open(FixedKeyRecord<?, ?> record) {
      return new Record<>(record.key(), record.value(), record.timestamp(), record.headers());
    }
  }

  @Override
  protected void start(TaskServices services) {
    FixedKeyProcessor<Object, Object, Object> made = supplier.get();
    processor = made;
    made.init(new Context(this, services));
  }

  @Override
  protected void stop() {
    if (processor != null) {
      processor.close();
    }
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (processor == null) {
      throw new IllegalStateException("Processor " + name() + " has not been opened");
    }
    processor.process(InternalFixedKeyRecordFactory.create(record(key, value, timestamp)));
  }
}
