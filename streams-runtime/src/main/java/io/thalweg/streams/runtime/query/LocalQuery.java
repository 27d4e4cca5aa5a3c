package io.thalweg.streams.runtime.query;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.query.FailureReason;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.query.StateQueryRequest;
import io.thalweg.streams.query.StateQueryResult;
import io.thalweg.streams.stores.answer.TaskAnswers;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One query of all partitions that it is for and that are here. Owner: the thread that asks. */
final class LocalQuery<R> {
  private final StateQueryRequest<R> request;
  private final QueryConfig config;

  LocalQuery(StateQueryRequest<R> request) {
    this.request = request;
    config = new QueryConfig(request.executionInfoEnabled());
  }

  /** Asks them, one after the other. What a store of the user's throws is thrown. */
  StateQueryResult<R> ask(StoreCatalog catalog) {
    StateQueryResult<R> result = new StateQueryResult<>();
    for (LocalStore store : catalog.stores(request.getStoreName(), true)) {
      if (store.partition() < 0) {
        result.setGlobalResult(ofGlobal());
      } else if (isWanted(store.partition())) {
        result.addResult(store.partition(), of(store));
      }
    }
    if (!request.isAllPartitions()) {
      addAbsent(result);
    }
    return result;
  }

  private boolean isWanted(int partition) {
    return request.isAllPartitions() || request.getPartitions().contains(partition);
  }

  private QueryResult<R> of(LocalStore store) {
    if (request.isRequireActive() && !store.active()) {
      return QueryResult.forFailure(
          FailureReason.NOT_ACTIVE,
          "Partition "
              + store.partition()
              + " of store "
              + store.name()
              + " is a standby here, and the query requires the active task: ask the instance that"
              + " runs it.");
    }
    StateStore exposed = store.exposed();
    return exposed == null
        ? store.view().query(request.getQuery(), request.getPositionBound(), config)
        : ofUsers(store, exposed);
  }

  /** The user's store answers for itself. */
  private QueryResult<R> ofUsers(LocalStore store, StateStore exposed) {
    if (!store.view().isOpen()) {
      return TaskAnswers.gone(store.name(), store.partition());
    }
    try {
      return exposed.query(request.getQuery(), request.getPositionBound(), config);
    } catch (InvalidStateStoreException e) {
      if (store.view().isOpen()) {
        throw e;
      }
      return TaskAnswers.gone(store.name(), store.partition()); // meanwhile
    }
  }

  private QueryResult<R> ofGlobal() {
    return QueryResult.forFailure(
        FailureReason.UNKNOWN_QUERY_TYPE,
        "Store "
            + request.getStoreName()
            + " is global, and global stores do not answer KafkaStreams.query, as in Kafka Streams:"
            + " use KafkaStreams.store.");
  }

  private void addAbsent(StateQueryResult<R> result) {
    Map<Integer, QueryResult<R>> here = result.getPartitionResults();
    Set<Integer> present = new TreeSet<>(here.keySet());
    for (int partition : request.getPartitions()) {
      if (!here.containsKey(partition)) {
        result.addResult(
            partition,
            QueryResult.forFailure(
                FailureReason.NOT_PRESENT,
                "Partition "
                    + partition
                    + " of store "
                    + request.getStoreName()
                    + " is not on this instance; here are "
                    + present
                    + ". Look up where it is and ask there."));
      }
    }
  }
}
