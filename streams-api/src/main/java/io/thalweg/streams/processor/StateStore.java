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
   * Writes what the store holds back.
   *
   * @deprecated override {@link #commit(Map)}
   */
  @Deprecated
  default void flush() {}

  /**
   * Makes the contents durable together with the changelog offsets they stand for. Calls {@link
   * #flush()} unless overridden.
   *
   * @param changelogOffsets the offset of the last record per changelog partition, -4 if it is not
   *     known; empty if the store has none or is not persistent
   */
  @SuppressWarnings("deprecation") // for stores that know no other way
  default void commit(Map<TopicPartition, Long> changelogOffsets) {
    flush();
  }

  /** The offset last committed for {@code partition}, or null if the store does not keep any. */
  default @Nullable Long committedOffset(TopicPartition partition) {
    return null;
  }

  /**
   * Whether the store keeps account of the offsets it is given by {@link #commit}, so that {@link
   * #committedOffset} is asked where to go on.
   *
   * @deprecated stores that do not keep their offsets will not be supported for ever
   */
  @Deprecated
  default boolean managesOffsets() {
    return false;
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
