package io.thalweg.streams.plan;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.StoreSupplier;

/**
 * A store that the user's own builder puts together, complete: no layer is to be put around it, and
 * kind and engine of its {@link StoreSpec} say nothing.
 */
public record BuiltStore(StoreBuilder<?> builder) implements StoreSupplier<StateStore> {
  @Override
  public String name() {
    return builder.name();
  }

  @Override
  public StateStore get() {
    return builder.build();
  }

  @Override
  public String metricsScope() {
    return "user-defined";
  }
}
