package io.thalweg.streams.stores.answer;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.query.FailureReason;
import io.thalweg.streams.query.KeyQuery;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.query.TimestampedKeyQuery;
import io.thalweg.streams.query.WindowRangeQuery;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries about the stores of one task. The position is read before the content, which is
 * therefore at least as new. Any thread.
 */
public final class TaskAnswers {
  private final int partition;
  private final Set<String> cached;
  private final InputPositions inputs;
  private final Time time;

  /**
   * @param partition of the task
   * @param cached the stores whose updates are held back from what is below them
   */
  public TaskAnswers(int partition, Set<String> cached, InputPositions inputs, Time time) {
    this.partition = partition;
    this.cached = Set.copyOf(cached);
    this.inputs = inputs;
    this.time = time;
  }

  /**
   * How far a store has come: all that is processed, unless another store of the task may still
   * hold back what this one is to get.
   */
  public Position position(String store) {
    boolean behind = cached.size() > (cached.contains(store) ? 1 : 0);
    return behind ? inputs.committed() : inputs.processed();
  }

  /** Answers a query from {@code store}; see {@link Answering#query}. */
  public <R> QueryResult<R> answer(
      Reads store, Query<R> query, PositionBound bound, QueryConfig config) {
    long began = config.isCollectExecutionInfo() ? time.nanoseconds() : 0;
    boolean skipsCache = cached.contains(store.name()) && skipsCache(query);
    Position position = skipsCache ? inputs.committed() : position(store.name());
    QueryResult<R> result =
        reached(position, bound)
            ? read(store, query, bound, config)
            : notUpToBound(store, position, bound);
    if (result.getPosition() == null) {
      result.setPosition(position);
    }
    if (config.isCollectExecutionInfo()) {
      result.addExecutionInfo(
          "Partition "
              + partition
              + " of store "
              + store.name()
              + " ("
              + store.kind()
              + ") answered in "
              + (time.nanoseconds() - began)
              + " ns");
    }
    return result;
  }

  private static boolean skipsCache(Query<?> query) {
    return query instanceof KeyQuery<?, ?> plain
        ? plain.isSkipCache()
        : query instanceof TimestampedKeyQuery<?, ?> stamped && stamped.isSkipCache();
  }

  /** Whether what the bound says of this task's partition, in whatever topics, is reached. */
  private boolean reached(Position position, PositionBound bound) {
    Position wanted = bound.position();
    for (String topic : wanted.getTopics()) {
      Long offset = wanted.getPartitionPositions(topic).get(partition);
      Long reached = position.getPartitionPositions(topic).get(partition);
      if (offset != null && (reached == null || reached < offset)) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked") // what a query asks for is of the type it says
  private <R> QueryResult<R> read(
      Reads store, Query<R> query, PositionBound bound, QueryConfig config) {
    try {
      Supplier<@Nullable Object> answer = Answers.to(query, store);
      if (answer != null) {
        return QueryResult.forResult((R) answer.get());
      }
      QueryResult<R> users = store.askUsersStore(query, bound, config);
      return users == null || isUnknown(users) ? unknown(store, query) : users;
    } catch (ClassCastException e) {
      throw new StreamsException(
          "Store "
              + store.name()
              + ": the serde does not take the key or bound of the "
              + query.getClass().getSimpleName()
              + ", which must be of the store's key type",
          e);
    } catch (InvalidStateStoreException e) {
      return store.isOpen() ? failed(store, e) : gone(store.name(), partition);
    }
  }

  private static boolean isUnknown(QueryResult<?> result) {
    return result.isFailure() && result.getFailureReason() == FailureReason.UNKNOWN_QUERY_TYPE;
  }

  /** The answer of a store that has been closed. */
  public static <R> QueryResult<R> gone(String store, int partition) {
    return QueryResult.forFailure(
        FailureReason.NOT_PRESENT,
        "Partition "
            + partition
            + " of store "
            + store
            + " is not here any more: its task is being restored or has moved to another instance;"
            + " look up where it is and ask again.");
  }

  private <R> QueryResult<R> failed(Reads store, InvalidStateStoreException cause) {
    return QueryResult.forFailure(
        FailureReason.STORE_EXCEPTION,
        "Partition "
            + partition
            + " of store "
            + store.name()
            + " could not be read: "
            + cause.getMessage()
            + (cause.getCause() == null ? "" : " (" + cause.getCause() + ")"));
  }

  private static <R> QueryResult<R> unknown(Reads store, Query<R> query) {
    return QueryResult.forFailure(
        FailureReason.UNKNOWN_QUERY_TYPE,
        "Store "
            + store.name()
            + " is of kind "
            + store.kind()
            + " and does not answer "
            + query.getClass().getName()
            + (query instanceof WindowRangeQuery ? " of that form" : "")
            + ". It answers: "
            + Answers.known(store.kind())
            + ".");
  }

  private <R> QueryResult<R> notUpToBound(Reads store, Position position, PositionBound bound) {
    return QueryResult.forFailure(
        FailureReason.NOT_UP_TO_BOUND,
        "Partition "
            + partition
            + " of store "
            + store.name()
            + " is at "
            + position
            + ", not yet up to "
            + bound
            + ". Ask again later, or an instance whose store is not behind.");
  }
}
