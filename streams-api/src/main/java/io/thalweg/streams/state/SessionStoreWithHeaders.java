package io.thalweg.streams.state;

import io.thalweg.streams.processor.StateStore;

/**
 * A session store that keeps headers with each aggregate.
 *
 * @param <K> key type
 * @param <AGG> type of the aggregate
 */
public interface SessionStoreWithHeaders<K, AGG>
    extends StateStore, SessionStore<K, AggregationWithHeaders<AGG>> {}
