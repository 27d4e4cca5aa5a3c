package io.thalweg.streams.plan;

import org.jspecify.annotations.Nullable;

/** A store supplier that stands for an engine of ours instead of bringing a store of its own. */
public interface EngineChoice {
  /** The engine. */
  StoreSpec.Engine engine();

  /** Sizes of a window store; null if it is none. */
  default StoreSpec.@Nullable WindowSpec window() {
    return null;
  }
}
