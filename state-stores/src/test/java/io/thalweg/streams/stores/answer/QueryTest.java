package io.thalweg.streams.stores.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
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
import io.thalweg.streams.stores.ReadView;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.StateEngineConfig;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.TaskStateRequest;
import java.nio.file.Path;
import java.util.List;
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

  /** A task with one store, not logged. */
  private static final class Task implements AutoCloseable {
    private final StateEngine engine = StateEngine.create(StateEngineConfig.defaults());
    final TaskState state;

    Task(StoreSpec.Engine kind, boolean caching, Path directory) {
      StoreSpec spec =
          new StoreSpec(
              "s",
              StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
              kind,
              null,
              Serdes.String(),
              Serdes.Long(),
              new StoreSpec.Options(caching, false, Map.of()),
              null);
      state =
          engine.open(
              new TaskStateRequest(
                  new TaskId(0, 0),
                  kind == StoreSpec.Engine.IN_MEMORY ? null : directory,
                  List.of(spec),
                  Map.of(),
                  Map.of(),
                  Time.SYSTEM,
                  () -> 7));
    }

    StateStore store() {
      return state.store("s");
    }

    @SuppressWarnings("unchecked") // as its kind says
    void put(long value, long offset) {
      ((TimestampedKeyValueStore<String, Long>) store())
          .put("a", ValueAndTimestamp.make(value, 100 * value));
      state.inputs().processed(Map.of(IN, offset));
    }

    void commit(long offset) {
      state.commit(Map.of(), 1);
      state.inputs().committed(Map.of(IN, offset));
    }

    @Override
    public void close() {
      state.closeDirty();
      engine.close();
    }
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void whenACachedRowIsNotCommittedThenOnlyQueriesThatSkipTheCacheDoNotSeeIt(
      StoreSpec.Engine engine, @TempDir Path directory) {
    try (Task task = new Task(engine, true, directory)) {
      task.put(1, 0);
      task.commit(0);
      task.put(2, 1);
      StateStore store = task.store();
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
    try (Task task = new Task(StoreSpec.Engine.ROCKSDB, false, directory)) {
      task.put(2, 1);
      QueryResult<Long> result = ask(task.store(), KeyQuery.<String, Long>withKey("a").skipCache());
      assertEquals(2L, result.getResult());
      assertEquals(at(1), result.getPosition());
    }
  }

  @Test
  void whenTheStoreIsClosedThenQueriesFailAndIteratorsThrowAndCanBeClosed(@TempDir Path directory) {
    Task task = new Task(StoreSpec.Engine.ROCKSDB, false, directory);
    task.put(1, 0);
    ReadView view = task.state.readView("s");
    KeyValueIterator<String, Long> rows =
        view.query(
                RangeQuery.<String, Long>withNoBounds(),
                PositionBound.unbounded(),
                new QueryConfig(false))
            .getResult();
    task.close();
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
    try (Task task = new Task(StoreSpec.Engine.IN_MEMORY, false, directory)) {
      StateStore store = task.store();
      assertEquals(Position.emptyPosition(), store.getPosition());
      QueryResult<Long> result = ask(store, KeyQuery.withKey("absent"));
      assertNull(result.getResult());
      assertEquals(Position.emptyPosition(), result.getPosition());
    }
  }

  private static <R> QueryResult<R> ask(StateStore store, Query<R> query) {
    return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
  }

  private static Position at(long offset) {
    return Position.emptyPosition().withComponent("in", 0, offset);
  }
}
