package io.thalweg.streams.plan;

import org.jspecify.annotations.Nullable;

/** A store supplier that stands for an engine of ours instead of bringing a store of its own. */
public interface EngineChoice {
  /** The engine. */
  StoreSpec.Engine engine();

  /** Whether the store was asked for as one with timestamps. */
  boolean timestamped();

  /**
   * Whether a store with timestamps really has them: in memory always, on disk only if asked for.
   * Kafka Streams' persistent plain stores forget them, and so change what an aggregation says of
   * late records.
   */
  default boolean keepsTimestamps() {
    return timestamped() || engine() == StoreSpec.Engine.IN_MEMORY;
  }

  /** Whether the store was asked for as one with headers. */
  default boolean headers() {
    return false;
  }

  /** Whether a store with headers really has them; as {@link #keepsTimestamps}. */
  default boolean keepsHeaders() {
    return headers() || engine() == StoreSpec.Engine.IN_MEMORY;
  }

  /** Sizes of a window store; null if it is none. */
  default StoreSpec.@Nullable WindowSpec window() {
    return null;
  }
}
