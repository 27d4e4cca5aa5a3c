package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.Nullable;

/**
 * One step of a task. Records come in through {@link #accept}, table changes through {@link
 * #acceptChange}; what comes out goes to the downstream given at construction. Owner: the task's
 * thread.
 */
public abstract class Operator {
  private final String name;
  protected final OperatorContext context;

  protected Operator(String name, OperatorContext context) {
    this.name = name;
    this.context = context;
  }

  /** The name in the topology. */
  public final String name() {
    return name;
  }

  /** Takes a stream record. An error of user code goes to the processing exception handler. */
  public final void accept(@Nullable Object key, @Nullable Object value, long timestamp) {
    try {
      process(key, value, timestamp);
    } catch (RuntimeException e) {
      context.failed(name, key, value, timestamp, e);
    }
  }

  /** Takes a table change; {@code oldValue} is null if unknown or absent. */
  public final void acceptChange(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    try {
      change(key, newValue, oldValue, timestamp);
    } catch (RuntimeException e) {
      context.failed(name, key, newValue, timestamp, e);
    }
  }

  /** Handles a stream record. */
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    throw new IllegalStateException(
        "Operator " + name + " takes table changes, not stream records");
  }

  /** Handles a table change. */
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    throw new IllegalStateException(
        "Operator " + name + " takes stream records, not table changes");
  }

  /** Emits what is held back. Called in topological order, at commit and under memory pressure. */
  public void emitPending() {}

  /**
   * The task's stream time has gone on without a record: what is due by now is passed on. Called in
   * topological order.
   *
   * @return whether anything was passed on or changed in a store
   */
  public boolean advanceStreamTime(long streamTime) {
    return false;
  }

  /** The task begins: its state is there and services may be used. */
  public void open(TaskServices services) {}

  /** The task ends. */
  public void close() {}

  /** What was processed since the last commit is void: forgets what was learnt from it. */
  public void rollback() {}
}
