package io.thalweg.streams.stores.layer;

import org.jspecify.annotations.Nullable;

/**
 * One row as the owner thread sees it. Valid until the owner's next call to the store; {@link
 * RowTable#update} is safe on a row located before, whatever was located in between.
 */
public interface Row<V> {
  /**
   * The current value, null if there is no such row. For types that are not known to be immutable
   * every call deserializes a fresh object.
   */
  @Nullable V value();

  /** The timestamp of the latest update in ms; -1 if there is no such row or it carries none. */
  long timestamp();

  /** The plain serialized value if it is at hand, else null. */
  byte @Nullable [] rawValue();
}
