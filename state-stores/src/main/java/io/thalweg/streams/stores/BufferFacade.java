package io.thalweg.streams.stores;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.stores.face.FacadeBase;

/** A time-ordered buffer as a store: what it holds is for its operator only. */
record BufferFacade(FacadeBase base, Object buffer) implements StateStore {
  @Override
  public String name() {
    return base.name();
  }

  /** The store is open when its task gets it. */
  @Override
  public void init(StateStoreContext context, StateStore root) {}

  /** The task closes its stores. */
  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return base.persistent();
  }

  @Override
  public boolean isOpen() {
    return base.isOpen();
  }
}
