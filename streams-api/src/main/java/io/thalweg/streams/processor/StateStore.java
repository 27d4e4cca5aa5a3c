package io.thalweg.streams.processor;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * State that a task keeps next to its records. Written by the thread of the task; read by query
 * threads too, where the store is queryable.
 */
public interface StateStore {
  /** The name of the store, unique in the topology. */
  String name();

  /**
   * Opens the store and registers {@code root} with {@code stateStoreContext}.
   *
   * @param root the outermost store, which wraps this one or is this one
   * @throws StreamsException if the store can not be opened
   */
  void init(StateStoreContext stateStoreContext, StateStore root);

  /** Closes the store and frees what it holds; must be idempotent. */
  void close();

  /** Whether the store keeps its contents on disk. */
  boolean persistent();

  /** Whether the store is open. */
  boolean isOpen();

  /**
   * Makes the contents durable together with the changelog offsets they stand for.
   *
   * @param changelogOffsets offset per changelog partition; empty if the store has none
   */
  default void commit(Map<TopicPartition, Long> changelogOffsets) {}

  /** The offset last committed for {@code partition}, or null if the store does not keep any. */
  default @Nullable Long committedOffset(TopicPartition partition) {
    return null;
  }

  /**
   * Runs an interactive query on this store.
   *
   * @param query what to look for
   * @param positionBound how far the store must have come for the answer to count
   * @param config options of the query
   * @return the result, or a failed result if the store does not know this kind of query
   */
  default <R> QueryResult<R> query(
      Query<R> query, PositionBound positionBound, QueryConfig config) {
    return QueryResult.forUnknownQueryType(query, this);
  }

  /**
   * The input position up to which the store is written.
   *
   * @throws UnsupportedOperationException if the store does not track it
   */
  default Position getPosition() {
    throw new UnsupportedOperationException(
        "Store '" + name() + "' (" + getClass().getName() + ") does not track its position.");
  }
}
