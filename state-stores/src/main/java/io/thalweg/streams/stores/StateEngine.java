package io.thalweg.streams.stores;

/**
 * What all tasks of one instance share: the native memory budget, the heap budgets, the settings.
 * Safe from any thread.
 */
public final class StateEngine implements AutoCloseable {
  private StateEngine() {}

  /** Reserves nothing yet; the native library is loaded when the first persistent store opens. */
  public static StateEngine create(StateEngineConfig config) {
    throw new UnsupportedOperationException("next commit: " + config);
  }

  /**
   * Opens the stores of a task. A local database that cannot be opened is dropped with one warning;
   * the stores are then empty and without positions.
   *
   * @throws io.thalweg.streams.errors.ProcessorStateException if that fails, too
   */
  public TaskState open(TaskStateRequest request) {
    throw new UnsupportedOperationException("next commit: " + request);
  }

  /** Frees the native memory; all task states must be closed. */
  @Override
  public void close() {}
}
