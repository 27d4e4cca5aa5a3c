package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.kstream.ValueTransformerWithKey;
import io.thalweg.streams.kstream.ValueTransformerWithKeySupplier;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.ProcessorOperator;
import io.thalweg.streams.runtime.operator.TaskServices;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of one transformer: opened and closed with the task, made anew after a rollback. Records
 * do not pass here; the operator or view that it belongs to asks it.
 */
public final class TransformerHost extends ProcessorOperator {
  private final ValueTransformerWithKeySupplier<Object, Object, Object> supplier;
  private final boolean reads;

  // [task's thread]
  private @Nullable ValueTransformerWithKey<Object, Object, Object> transformer;

  /**
   * @param stores the names of those that the transformer may use
   * @param reads whether it serves reads of rows, which come from no record, rather than changes
   */
  public TransformerHost(
      String name,
      OperatorContext context,
      ValueTransformerWithKeySupplier<Object, Object, Object> supplier,
      Set<String> stores,
      boolean reads) {
    super(name, context, Place.without(name, context, stores));
    this.supplier = supplier;
    this.reads = reads;
  }

  /** Whether what is transformed comes from no record. */
  boolean reads() {
    return reads;
  }

  CurrentRecord record() {
    return current();
  }

  /** Transforms a value that has this timestamp. */
  @Nullable Object transform(@Nullable Object key, @Nullable Object value, long timestamp) {
    ValueTransformerWithKey<Object, Object, Object> asked = transformer;
    if (asked == null) {
      throw new IllegalStateException("The transformer of " + name() + " has not been opened");
    }
    CurrentRecord current = current();
    long before = current.timestamp();
    current.timestamp(timestamp);
    try {
      return asked.transform(Given.to(key), Given.to(value));
    } finally {
      current.timestamp(before);
    }
  }

  @Override
  protected void start(TaskServices services) {
    ValueTransformerWithKey<Object, Object, Object> made = supplier.get();
    transformer = made;
    made.init(new TransformerContext(this, services));
  }

  @Override
  protected void stop() {
    if (transformer != null) {
      transformer.close();
    }
  }
}
