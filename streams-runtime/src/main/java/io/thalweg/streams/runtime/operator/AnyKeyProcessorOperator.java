package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.processor.api.Processor;
import io.thalweg.streams.processor.api.ProcessorContext;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.processor.api.Record;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link Processor} of the user. */
public final class AnyKeyProcessorOperator extends ProcessorOperator {
  private final ProcessorSupplier<Object, Object, Object, Object> supplier;

  // [task's thread]
  private @Nullable Processor<Object, Object, Object, Object> processor;

  /**
   * A processor that the task will make.
   *
   * @param stores the names of those it may use
   * @param children what it may forward to, by name
   * @param downstream all of them
   */
  public AnyKeyProcessorOperator(
      String name,
      OperatorContext context,
      ProcessorSupplier<Object, Object, Object, Object> supplier,
      Set<String> stores,
      Map<String, Operator> children,
      Operator downstream) {
    super(name, context, new Place(stores, children, downstream));
    this.supplier = supplier;
  }

  private static final class Context extends UserContext
      implements ProcessorContext<Object, Object> {
    private final ProcessorOperator operator;

    Context(ProcessorOperator operator, TaskServices task) {
      super(operator, task);
      this.operator = operator;
    }

    @Override
    public <K, V> void forward(Record<K, V> record) {
      operator.forward(record, null);
    }

    @Override
    public <K, V> void forward(Record<K, V> record, String childName) {
      operator.forward(record, childName);
    }
  }

  @Override
  protected void start(TaskServices services) {
    Processor<Object, Object, Object, Object> made = supplier.get();
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
    processor.process(record(key, value, timestamp));
  }
}
