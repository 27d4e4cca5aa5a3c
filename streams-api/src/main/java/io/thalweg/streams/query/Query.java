package io.thalweg.streams.query;

/**
 * A question to a store.
 *
 * @param <R> type of the answer
 */
public interface Query<R> {}
