package io.thalweg.streams.state;

import io.thalweg.streams.processor.StateStore;

/**
 * A type of store that can be read from outside of its task. The engine knows those of {@link
 * QueryableStoreTypes}; types of one's own are not supported.
 *
 * @param <T> type of the store as it is read
 */
public interface QueryableStoreType<T> {
  /** Whether {@code stateStore} is of this type. */
  boolean accepts(StateStore stateStore);
}
