package io.thalweg.streams.stores.answer;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;

/** A store that has somebody answer for it. */
public interface Answered extends StateStore {
  Answering answers();

  @Override
  default <R> QueryResult<R> query(
      Query<R> query, PositionBound positionBound, QueryConfig config) {
    return answers().query(query, positionBound, config);
  }

  @Override
  default Position getPosition() {
    return answers().position();
  }
}
