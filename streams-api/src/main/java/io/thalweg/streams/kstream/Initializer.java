package io.thalweg.streams.kstream;

/**
 * Makes the first aggregate of a key.
 *
 * @param <VAgg> type of the aggregate
 */
@FunctionalInterface
public interface Initializer<VAgg> {
  /** Returns a fresh aggregate; called once for each new key (and window). */
  VAgg apply();
}
