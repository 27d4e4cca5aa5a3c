package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.query.FailureReason;
import io.thalweg.streams.query.KeyQuery;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.query.RangeQuery;
import io.thalweg.streams.query.TimestampedKeyQuery;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.answer.InputPositions;
import io.thalweg.streams.stores.answer.TaskAnswers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Queries see what is not committed, unless they skip the cache, and say how far it goes. */
class QueryTest {
  private static final TopicPartition IN = new TopicPartition("in", 0);

  private static StoreSpec spec(StoreSpec.Engine engine) {
    return Harness.spec(StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, engine, Serdes.Long(), null);
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void whenACachedRowIsNotCommittedThenOnlyQueriesThatSkipTheCacheDoNotSeeIt(
      StoreSpec.Engine engine, @TempDir Path directory) {
    StoreSpec spec = Harness.caching(spec(engine));
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 20, true))) {
      put(harness, 1, 0);
      harness.commit();
      harness.state().inputs().committed(Map.of(IN, 0L));
      put(harness, 2, 1);
      StateStore store = harness.store();
      QueryResult<Long> now = ask(store, KeyQuery.withKey("a"));
      assertEquals(2L, now.getResult());
      assertEquals(at(1), now.getPosition());
      QueryResult<Long> before = ask(store, KeyQuery.<String, Long>withKey("a").skipCache());
      assertEquals(1L, before.getResult());
      assertEquals(at(0), before.getPosition());
      assertEquals(
          ValueAndTimestamp.make(1L, 100),
          ask(store, TimestampedKeyQuery.<String, Long>withKey("a").skipCache()).getResult());
      assertEquals(at(1), store.getPosition());
    }
  }

  @Test
  void whenThereIsNoCacheThenThereIsNothingToSkip(@TempDir Path directory) {
    try (Harness harness =
        new Harness(spec(StoreSpec.Engine.ROCKSDB), directory, Harness.config(1 << 20, true))) {
      put(harness, 2, 1);
      QueryResult<Long> result =
          ask(harness.store(), KeyQuery.<String, Long>withKey("a").skipCache());
      assertEquals(2L, result.getResult());
      assertEquals(at(1), result.getPosition());
    }
  }

  @Test
  void whenTheStoreIsClosedThenQueriesFailAndIteratorsThrowAndCanBeClosed(@TempDir Path directory) {
    Harness harness =
        new Harness(spec(StoreSpec.Engine.ROCKSDB), directory, Harness.config(1 << 20, true));
    put(harness, 1, 0);
    ReadView view = harness.state().readView("s");
    KeyValueIterator<String, Long> rows =
        view.query(
                RangeQuery.<String, Long>withNoBounds(),
                PositionBound.unbounded(),
                new QueryConfig(false))
            .getResult();
    harness.close();
    QueryResult<Long> result =
        view.query(
            KeyQuery.<String, Long>withKey("a"), PositionBound.unbounded(), new QueryConfig(false));
    assertEquals(FailureReason.NOT_PRESENT, result.getFailureReason());
    assertThrows(InvalidStateStoreException.class, rows::hasNext);
    rows.close();
  }

  /** A store may be fed by another one whose updates wait in a cache. */
  @Test
  void whenAnotherStoreHoldsUpdatesBackThenOnlyWhatIsCommittedCounts() {
    InputPositions inputs = new InputPositions();
    TaskAnswers answers = new TaskAnswers(0, Set.of("cached"), inputs, Time.SYSTEM);
    inputs.processed(Map.of(IN, 5L));
    assertEquals(at(5), answers.position("cached"));
    assertEquals(Position.emptyPosition(), answers.position("below"));
    inputs.committed(Map.of(IN, 5L));
    assertEquals(at(5), answers.position("below"));
    inputs.committed(Map.of(IN, 3L)); // an aborted transaction
    assertEquals(at(3), answers.position("cached"));
  }

  @Test
  void whenAStoreStandsAloneThenItAnswersWithoutAPosition(@TempDir Path directory) {
    try (Harness harness =
        new Harness(spec(StoreSpec.Engine.IN_MEMORY), directory, Harness.config(1 << 20, true))) {
      StateStore store = harness.store();
      assertEquals(Position.emptyPosition(), store.getPosition());
      QueryResult<Long> result = ask(store, KeyQuery.withKey("absent"));
      assertNull(result.getResult());
      assertEquals(Position.emptyPosition(), result.getPosition());
    }
  }

  private static void put(Harness harness, long value, long offset) {
    TimestampedKeyValueStore<String, Long> store = harness.store();
    store.put("a", ValueAndTimestamp.make(value, 100 * value));
    harness.state().inputs().processed(Map.of(IN, offset));
  }

  private static <R> QueryResult<R> ask(StateStore store, Query<R> query) {
    return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
  }

  private static Position at(long offset) {
    return Position.emptyPosition().withComponent("in", 0, offset);
  }
}
