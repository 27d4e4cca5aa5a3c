package io.thalweg.streams.processor;

import io.thalweg.streams.state.StoreBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A supplier of processors that brings its own state stores. */
public interface ConnectedStoreProvider {
  /** The stores to add and to connect, or null for none. */
  default @Nullable Set<StoreBuilder<?>> stores() {
    return null;
  }
}
