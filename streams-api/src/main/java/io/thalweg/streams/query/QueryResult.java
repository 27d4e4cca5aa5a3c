package io.thalweg.streams.query;

import io.thalweg.streams.processor.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one partition to a query: a result or a failure.
 *
 * @param <R> type of the result
 */
public interface QueryResult<R> {
  /** Makes a successful answer. */
  static <R> QueryResult<R> forResult(@Nullable R result) {
    return new SucceededResult<>(result);
  }

  /** Makes a failed answer. */
  static <R> QueryResult<R> forFailure(FailureReason failureReason, String failureMessage) {
    return new FailedResult<>(failureReason, failureMessage);
  }

  /** Makes the failed answer of a store that does not know {@code query}. */
  static <R> QueryResult<R> forUnknownQueryType(Query<R> query, StateStore store) {
    return forFailure(
        FailureReason.UNKNOWN_QUERY_TYPE,
        "Store '"
            + store.name()
            + "' ("
            + store.getClass()
            + ") does not know queries of type "
            + query.getClass().getName()
            + "; use one that this kind of store answers.");
  }

  /** Makes the failed answer of a store that is not as far as {@code positionBound}. */
  static <R> QueryResult<R> notUpToBound(
      Position currentPosition, PositionBound positionBound, @Nullable Integer partition) {
    return forFailure(
        FailureReason.NOT_UP_TO_BOUND,
        partition == null
            ? "The store is not initialized and so not up to the bound " + positionBound + "."
            : "Partition "
                + partition
                + " of the store is at "
                + currentPosition
                + ", not up to the bound "
                + positionBound
                + ".");
  }

  /** Adds a line on how the query was answered. */
  void addExecutionInfo(String message);

  /** Whether there is a result. */
  boolean isSuccess();

  /** Whether there is a failure. */
  boolean isFailure();

  /** How the query was answered, if that was asked for. */
  List<String> getExecutionInfo();

  /** How far the store was when it answered, or null if it did not say. */
  @Nullable Position getPosition();

  /**
   * Why the query failed.
   *
   * @throws IllegalArgumentException if it did not fail
   */
  FailureReason getFailureReason();

  /**
   * What the query failed of.
   *
   * @throws IllegalArgumentException if it did not fail
   */
  String getFailureMessage();

  /**
   * The result, which may be null.
   *
   * @throws IllegalArgumentException if the query failed
   */
  R getResult();

  /** Says how far the store was when it answered. */
  void setPosition(@Nullable Position position);
}
