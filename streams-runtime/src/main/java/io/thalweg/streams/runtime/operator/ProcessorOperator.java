package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.Punctuator;
import io.thalweg.streams.processor.api.Record;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A processor of the user. Subclasses know which of its two interfaces it has. */
public abstract class ProcessorOperator extends Operator {
  private final Set<String> stores;
  private final Map<String, Operator> children;
  private final Operator downstream;

  // [task's thread]
  private @Nullable TaskServices task;
  private boolean open;

  /**
   * Where a processor stands.
   *
   * @param stores the names of those it may use
   * @param children what it may forward to, by name
   * @param downstream all of them
   */
  public record Place(Set<String> stores, Map<String, Operator> children, Operator downstream) {
    /** Of one that must not forward. */
    public static Place without(String name, OperatorContext context, Set<String> stores) {
      return new Place(stores, Map.of(), new Discard(name, context));
    }
  }

  protected ProcessorOperator(String name, OperatorContext context, Place place) {
    super(name, context);
    stores = place.stores;
    children = place.children;
    downstream = place.downstream;
  }

  /** Makes a new processor and calls its {@code init}. */
  protected abstract void start(TaskServices services);

  /** Calls the processor's {@code close}. */
  protected abstract void stop();

  @Override
  public final void open(TaskServices services) {
    task = services;
    open = true;
    try {
      start(services);
    } catch (RuntimeException e) {
      throw new StreamsException("failed to initialize processor " + name(), e);
    }
  }

  @Override
  public final void close() {
    if (open) {
      open = false;
      stop();
    }
  }

  /** What the processor has learnt since the last commit is void: a new one takes its place. */
  @Override
  public final void rollback() {
    TaskServices services = task;
    if (services != null) {
      close();
      open(services);
    }
  }

  protected final CurrentRecord current() {
    return context.current();
  }

  final boolean uses(String store) {
    return stores.contains(store);
  }

  /** Runs a punctuator that the processor has scheduled; its errors go to the handler. */
  final void punctuate(Punctuator punctuator, long timestamp) {
    try {
      punctuator.punctuate(timestamp);
    } catch (RuntimeException e) {
      context.punctuationFailed(name(), e);
    }
  }

  final Record<Object, Object> record(
      @Nullable Object key, @Nullable Object value, long timestamp) {
    return new Record<>(Given.to(key), Given.to(value), timestamp, current().headers());
  }

  final void forward(Record<?, ?> record, @Nullable String child) {
    Operator target = child == null ? downstream : children.get(child);
    if (target == null) {
      throw new StreamsException(
          "Unknown downstream node: "
              + child
              + " either does not exist or is not connected to processor "
              + name()
              + "; its children are "
              + children.keySet());
    }
    CurrentRecord current = current();
    Headers headers = current.headers();
    long timestamp = current.timestamp();
    current.headers(record.headers());
    current.timestamp(record.timestamp());
    target.accept(record.key(), record.value(), record.timestamp());
    current.timestamp(timestamp);
    current.headers(headers);
  }
}
