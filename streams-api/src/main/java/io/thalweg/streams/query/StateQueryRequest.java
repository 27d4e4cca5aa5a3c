package io.thalweg.streams.query;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query with the store it is for, and where and when to run it. Immutable.
 *
 * @param <R> type of the result
 */
public class StateQueryRequest<R> {
  private final String storeName;
  private final Query<R> query;
  private final PositionBound positionBound;
  private final @Nullable Set<Integer> partitions; // null means all
  private final boolean executionInfo;
  private final boolean requireActive;

  private StateQueryRequest(
      String storeName,
      Query<R> query,
      PositionBound positionBound,
      @Nullable Set<Integer> partitions,
      boolean executionInfo,
      boolean requireActive) {
    this.storeName = storeName;
    this.query = query;
    this.positionBound = positionBound;
    this.partitions = partitions;
    this.executionInfo = executionInfo;
    this.requireActive = requireActive;
  }

  /** Names the store. */
  public static InStore inStore(String name) {
    return new InStore(name);
  }

  /** Returns a copy for stores that have come as far as {@code positionBound}. */
  public StateQueryRequest<R> withPositionBound(PositionBound positionBound) {
    return new StateQueryRequest<>(
        storeName, query, positionBound, partitions, executionInfo, requireActive);
  }

  /** Returns a copy for all partitions of this instance. */
  public StateQueryRequest<R> withAllPartitions() {
    return new StateQueryRequest<>(
        storeName, query, positionBound, null, executionInfo, requireActive);
  }

  /** Returns a copy for these partitions. */
  public StateQueryRequest<R> withPartitions(Set<Integer> partitions) {
    return new StateQueryRequest<>(
        storeName, query, positionBound, Set.copyOf(partitions), executionInfo, requireActive);
  }

  /** Returns a copy that has stores say how they answer. */
  public StateQueryRequest<R> enableExecutionInfo() {
    return new StateQueryRequest<>(
        storeName, query, positionBound, partitions, true, requireActive);
  }

  /** Returns a copy for active, running tasks only. */
  public StateQueryRequest<R> requireActive() {
    return new StateQueryRequest<>(
        storeName, query, positionBound, partitions, executionInfo, true);
  }

  /** The name of the store. */
  public String getStoreName() {
    return storeName;
  }

  /** How far the store must have come. */
  public PositionBound getPositionBound() {
    return positionBound;
  }

  /** The query. */
  public Query<R> getQuery() {
    return query;
  }

  /** Whether all partitions of this instance are asked. */
  public boolean isAllPartitions() {
    return partitions == null;
  }

  /**
   * The partitions to ask.
   *
   * @throws IllegalStateException if all are asked
   */
  public Set<Integer> getPartitions() {
    if (partitions == null) {
      throw new IllegalStateException("All partitions are asked, so there is no list of them.");
    }
    return partitions;
  }

  /** Whether stores say how they answer. */
  public boolean executionInfoEnabled() {
    return executionInfo;
  }

  /** Whether active, running tasks only are asked. */
  public boolean isRequireActive() {
    return requireActive;
  }

  /** A store without a query yet. Immutable. */
  public static class InStore {
    private final String name;

    private InStore(String name) {
      this.name = name;
    }

    /** Runs {@code query} on all partitions, however far they have come. */
    public <R> StateQueryRequest<R> withQuery(Query<R> query) {
      return new StateQueryRequest<>(name, query, PositionBound.unbounded(), null, false, false);
    }
  }
}
