package io.thalweg.streams.stores.model;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.ReadView;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.layer.RowTable;
import io.thalweg.streams.stores.layer.SessionTable;
import java.util.function.Supplier;

/** A model's way to its store, whichever task state is open at the time. */
final class StoreAccess {
  private final TaskRun run;
  private final StoreSpec spec;

  StoreAccess(TaskRun run, StoreSpec spec) {
    this.run = run;
    this.spec = spec;
  }

  String name() {
    return spec.name();
  }

  StoreSpec spec() {
    return spec;
  }

  TaskState state() {
    return run.state();
  }

  /** The owner's facade. */
  @SuppressWarnings("unchecked") // the model knows its kind
  <S> S store() {
    return (S) run.state().store(name());
  }

  /** What other threads read through. */
  ReadView view() {
    return run.state().readView(name());
  }

  /** What operators use. */
  <K, V> RowTable<K, V> table() {
    return run.state().table(name());
  }

  /** What operators of session stores use. */
  <K, V> SessionTable<K, V> sessions() {
    return run.state().sessions(name());
  }

  /** Whether the changelog gets one record per row and commit. */
  boolean dedup() {
    return run.dedup();
  }

  /** The timestamp of the record being processed; moves with every step. */
  long recordTimestamp() {
    return run.recordTimestamp();
  }

  /** Notes an operation, if anyone wants to know. */
  void trace(Supplier<String> operation) {
    run.trace(() -> name() + ": " + operation.get());
  }
}
