package io.thalweg.streams.state;

import io.thalweg.streams.processor.StateStore;
import java.util.Map;

/**
 * Builds a store, with or without caching and logging, for each task.
 *
 * @param <T> type of the store
 */
public interface StoreBuilder<T extends StateStore> {
  /** Turns the cache on; stores that can not be cached ignore it. */
  StoreBuilder<T> withCachingEnabled();

  /** Turns the cache off. */
  StoreBuilder<T> withCachingDisabled();

  /**
   * Turns the changelog on.
   *
   * @param config topic configs that override those of the application; may be empty
   */
  StoreBuilder<T> withLoggingEnabled(Map<String, String> config);

  /** Turns the changelog off: contents that are lost can not be restored. */
  StoreBuilder<T> withLoggingDisabled();

  /** Builds a new store. */
  T build();

  /** The topic configs of the changelog. */
  Map<String, String> logConfig();

  /** Whether the changelog is on. */
  boolean loggingEnabled();

  /** The name of the store. */
  String name();
}
