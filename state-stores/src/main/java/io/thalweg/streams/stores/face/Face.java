package io.thalweg.streams.stores.face;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.stores.answer.Answered;
import io.thalweg.streams.stores.answer.Answering;

/** A store of a task as processors see it: what is the same for all kinds. */
public interface Face extends Answered {
  FacadeBase base();

  @Override
  default Answering answers() {
    return base().answers();
  }

  @Override
  default String name() {
    return base().name();
  }

  /** The store is open when its task gets it. */
  @Override
  default void init(StateStoreContext context, StateStore root) {}

  /** The task closes its stores. */
  @Override
  default void close() {}

  @Override
  default boolean persistent() {
    return base().persistent();
  }

  @Override
  default boolean isOpen() {
    return base().isOpen();
  }
}
