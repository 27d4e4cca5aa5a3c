package io.thalweg.streams.stores.answer;

import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;

/** What answers queries about one store. Any thread. */
public interface Answering {
  /**
   * Answers a query, or says why not: a failure is a result, too. Only what the asker did wrong, as
   * a key that the serde does not take, is thrown.
   */
  <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config);

  /** How far the store has come; the object is the caller's. */
  Position position();
}
