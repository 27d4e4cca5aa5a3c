package io.thalweg.streams.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers of all partitions to a query. Owner: the thread that asked.
 *
 * @param <R> type of the result
 */
public class StateQueryResult<R> {
  private final Map<Integer, QueryResult<R>> partitionResults = new HashMap<>();
  private @Nullable QueryResult<R> globalResult;

  /** Makes a result without answers. */
  public StateQueryResult() {}

  /** Sets the answer of a global store. */
  public void setGlobalResult(QueryResult<R> globalResult) {
    this.globalResult = globalResult;
  }

  /** Adds the answer of {@code partition}. */
  public void addResult(int partition, QueryResult<R> result) {
    partitionResults.put(partition, result);
  }

  /** The answer of each partition. */
  public Map<Integer, QueryResult<R>> getPartitionResults() {
    return partitionResults;
  }

  /**
   * The one answer with a result, leaving out failures and nulls; null if there is none.
   *
   * @throws IllegalArgumentException if there are several
   */
  public @Nullable QueryResult<R> getOnlyPartitionResult() {
    List<QueryResult<R>> found =
        partitionResults.values().stream()
            .filter(result -> result.isSuccess() && result.getResult() != null)
            .toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "There is more than one partition with a result: " + partitionResults);
    }
    return found.isEmpty() ? null : found.get(0);
  }

  /** The answer of a global store; null if the store is not global. */
  public @Nullable QueryResult<R> getGlobalResult() {
    return globalResult;
  }

  /** How far the stores were, all together; null if the store is global. */
  public @Nullable Position getPosition() {
    if (globalResult != null) {
      return globalResult.getPosition();
    }
    Position position = Position.emptyPosition();
    partitionResults.values().forEach(result -> position.merge(result.getPosition()));
    return position;
  }

  @Override
  public String toString() {
    return "StateQueryResult{partitionResults="
        + partitionResults
        + ", globalResult="
        + globalResult
        + '}';
  }
}
