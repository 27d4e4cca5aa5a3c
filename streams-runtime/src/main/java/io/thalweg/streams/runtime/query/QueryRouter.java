package io.thalweg.streams.runtime.query;

import io.thalweg.streams.StoreQueryParameters;
import io.thalweg.streams.errors.StreamsNotStartedException;
import io.thalweg.streams.errors.StreamsStoppedException;
import io.thalweg.streams.errors.UnknownStateStoreException;
import io.thalweg.streams.query.StateQueryRequest;
import io.thalweg.streams.query.StateQueryResult;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers {@code KafkaStreams.store} and {@code query}: stream threads publish which stores they
 * have, callers read the latest snapshot. No lock is shared with the stream threads. Any thread.
 */
public final class QueryRouter {
  private final Set<String> storeNames;
  private final Supplier<? extends Enum<?>> clientState;
  // replaced under this by publishers; readers take no lock
  private volatile StoreCatalog catalog = StoreCatalog.empty();

  /**
   * @param storeNames all stores of the topology
   * @param clientState the state of the client, a constant of {@code KafkaStreams.State}
   */
  public QueryRouter(Set<String> storeNames, Supplier<? extends Enum<?>> clientState) {
    this.storeNames = Set.copyOf(storeNames);
    this.clientState = clientState;
  }

  /**
   * Replaces what a stream thread offers. To be called by it before a store is closed or given
   * away, after one was opened or restored, and when its state changes.
   *
   * @param state the thread's state; {@code RUNNING} if queries need not expect it to get stores
   */
  public synchronized void publish(String threadName, String state, Collection<LocalStore> stores) {
    catalog = catalog.with(threadName, state, stores);
  }

  /** A stream thread has ended and has no stores any more. */
  public synchronized void remove(String threadName) {
    catalog = catalog.without(threadName);
  }

  /** The latest snapshot. */
  public StoreCatalog catalog() {
    return catalog;
  }

  /**
   * Makes the view a query asks for.
   *
   * @throws StreamsNotStartedException before the start
   * @throws IllegalStateException if the client is neither running nor rebalancing
   * @throws UnknownStateStoreException if the topology has no such store
   */
  public <T> T store(StoreQueryParameters<T> parameters) {
    String name = parameters.storeName();
    checkRunning();
    checkKnown(name);
    LocalViews views =
        new LocalViews(this::catalog, parameters.partition(), parameters.staleStoresEnabled());
    return parameters.queryableStoreType().create(views, name);
  }

  /**
   * Asks the partitions of a store that are here.
   *
   * @throws StreamsNotStartedException before the start
   * @throws StreamsStoppedException if the client is neither running nor rebalancing
   * @throws UnknownStateStoreException if the topology has no such store
   */
  public <R> StateQueryResult<R> query(StateQueryRequest<R> request) {
    checkNotStopped();
    checkKnown(request.getStoreName());
    return new LocalQuery<>(request).ask(catalog);
  }

  private void checkKnown(String name) {
    if (!storeNames.contains(name)) {
      throw new UnknownStateStoreException(
          "Cannot get state store "
              + name
              + " because no such store is registered in the topology.");
    }
  }

  private void checkNotStopped() {
    String state = clientState.get().name();
    if (!state.equals("RUNNING") && !state.equals("REBALANCING") && !state.equals("CREATED")) {
      throw new StreamsStoppedException(
          "KafkaStreams has been stopped (" + state + "): this instance answers no queries.");
    }
    checkRunning();
  }

  /**
   * Refuses to go on if the client does not run.
   *
   * @throws StreamsNotStartedException before the start
   * @throws IllegalStateException if the client is neither running nor rebalancing
   */
  public void checkRunning() {
    String state = clientState.get().name();
    switch (state) {
      case "RUNNING", "REBALANCING" -> {}
      case "CREATED" ->
          throw new StreamsNotStartedException(
              "KafkaStreams has not been started, you can retry after calling start()");
      default ->
          throw new IllegalStateException("KafkaStreams is not running. State is " + state + ".");
    }
  }
}
