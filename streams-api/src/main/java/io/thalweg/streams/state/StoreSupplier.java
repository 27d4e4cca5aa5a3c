package io.thalweg.streams.state;

import io.thalweg.streams.processor.StateStore;

/**
 * Supplies a store of its own for each task.
 *
 * @param <T> type of the store
 */
public interface StoreSupplier<T extends StateStore> {
  /** The name of the store. */
  String name();

  /** Returns a new store. */
  T get();

  /** The scope of the store's metrics: they are tagged {@code <scope>-state-id}. */
  String metricsScope();
}
