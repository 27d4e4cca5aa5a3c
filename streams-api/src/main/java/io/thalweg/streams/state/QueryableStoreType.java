package io.thalweg.streams.state;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.spi.StoreProvider;

/**
 * A type of store that can be read from outside of its task; see {@link QueryableStoreTypes} for
 * those that are built in.
 *
 * @param <T> type of the store as it is read
 */
public interface QueryableStoreType<T> {
  /** Whether {@code stateStore} is of this type. */
  boolean accepts(StateStore stateStore);

  /** Makes the view over the stores named {@code storeName} of this instance. */
  T create(StoreProvider storeProvider, String storeName);
}
