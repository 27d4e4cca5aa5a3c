package io.thalweg.streams.runtime.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.StreamsNotStartedException;
import io.thalweg.streams.errors.StreamsStoppedException;
import io.thalweg.streams.errors.UnknownStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.query.FailureReason;
import io.thalweg.streams.query.KeyQuery;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.query.RangeQuery;
import io.thalweg.streams.query.StateQueryRequest;
import io.thalweg.streams.query.StateQueryResult;
import io.thalweg.streams.query.WindowKeyQuery;
import io.thalweg.streams.state.KeyValueIterator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a query of this instance answers where a store cannot. */
class LocalQueryTest {
  private enum State {
    CREATED,
    REBALANCING,
    RUNNING,
    PENDING_SHUTDOWN,
    ERROR
  }

  private final FakeStore active = new FakeStore("s", StoreSpec.Kind.KEY_VALUE).put("a", 1);
  private final FakeStore standby = new FakeStore("s", StoreSpec.Kind.KEY_VALUE).put("b", 2);
  private State state = State.RUNNING;
  private final QueryRouter router = new QueryRouter(Set.of("s", "own", "global"), () -> state);

  @BeforeEach
  void publish() {
    publish(local(active, 0, true), local(standby, 3, false));
  }

  private void publish(LocalStore... stores) {
    router.publish("t-StreamThread-1", "RUNNING", List.of(stores));
  }

  @Test
  void whenAllAreAskedThenActivesAndStandbysAnswer() {
    StateQueryResult<Long> result = router.query(key("a"));
    assertEquals(Set.of(0, 3), result.getPartitionResults().keySet());
    assertEquals(1L, Objects.requireNonNull(result.getOnlyPartitionResult()).getResult());
    assertNull(of(result, 3).getResult());
    assertNull(result.getGlobalResult());
  }

  @Test
  void whenAnActiveTaskIsRequiredThenAStandbyRefuses() {
    StateQueryResult<Long> result = router.query(key("a").requireActive());
    assertEquals(1L, of(result, 0).getResult());
    assertFailure(FailureReason.NOT_ACTIVE, "Partition 3 of store s", of(result, 3));
  }

  @Test
  void whenAPartitionIsElsewhereThenItIsSaidWhatIsHere() {
    StateQueryResult<Long> result = router.query(key("a").withPartitions(Set.of(0, 5)));
    assertEquals(Set.of(0, 5), result.getPartitionResults().keySet());
    assertFailure(
        FailureReason.NOT_PRESENT,
        "Partition 5 of store s is not on this instance; here are [0]",
        of(result, 5));
  }

  @Test
  void whenTheStoreClosesMeanwhileThenThePartitionIsNotPresent() {
    active.open = false; // the catalog still has it
    StateQueryResult<Long> result = router.query(key("a"));
    assertFailure(
        FailureReason.NOT_PRESENT, "Partition 0 of store s is not here any more", of(result, 0));
    assertTrue(of(result, 3).isSuccess());
  }

  @Test
  void whenTheStoreClosesWhileAnIteratorIsReadThenItThrowsAndCanBeClosed() {
    StateQueryRequest<KeyValueIterator<String, Long>> all =
        StateQueryRequest.inStore("s").withQuery(RangeQuery.withNoBounds());
    KeyValueIterator<String, Long> rows = of(router.query(all), 0).getResult();
    active.open = false;
    assertThrows(InvalidStateStoreException.class, rows::next);
    rows.close();
    assertEquals(0, active.openIterators);
  }

  @Test
  void whenTheBoundIsAheadThenTheStoreSaysWhereItIs() {
    active.inputs.processed(Map.of(new TopicPartition("in", 0), 7L));
    StateQueryResult<Long> reached = router.query(key("a").withPositionBound(in(0, 7)));
    assertTrue(of(reached, 0).isSuccess());
    Position position = Objects.requireNonNull(reached.getPosition());
    assertEquals(Map.of(0, 7L), position.getPartitionPositions("in"));
    StateQueryResult<Long> ahead = router.query(key("a").withPositionBound(in(0, 8)));
    assertFailure(FailureReason.NOT_UP_TO_BOUND, "Partition 0 of store s is at", of(ahead, 0));
    // bounds of other partitions are not this one's
    assertTrue(of(router.query(key("a").withPositionBound(in(1, 8))), 0).isSuccess());
    assertFailure(
        FailureReason.NOT_UP_TO_BOUND,
        "not yet up to",
        of(router.query(key("a").withPositionBound(at("other", 0, 0))), 0));
  }

  @Test
  void whenTheKindDoesNotFitThenItIsSaidWhatWould() {
    Query<?> windows = WindowKeyQuery.withKeyAndWindowStartRange("a", Instant.EPOCH, Instant.EPOCH);
    QueryResult<?> result = of(router.query(StateQueryRequest.inStore("s").withQuery(windows)), 0);
    assertFailure(
        FailureReason.UNKNOWN_QUERY_TYPE,
        "Store s is of kind KEY_VALUE and does not answer"
            + " io.thalweg.streams.query.WindowKeyQuery. It answers: KeyQuery, RangeQuery.",
        result);
  }

  @Test
  void whenTheKeyIsOfAnotherTypeThenTheAskerIsToldByAnException() {
    StateQueryRequest<Long> wrong =
        StateQueryRequest.inStore("s").withQuery(KeyQuery.<Object, Long>withKey(1));
    StreamsException thrown = assertThrows(StreamsException.class, () -> router.query(wrong));
    assertTrue(String.valueOf(thrown.getMessage()).contains("Store s: "), thrown::toString);
  }

  @Test
  void whenExecutionInfoIsAskedForThenEachPartitionGivesIt() {
    assertEquals(List.of(), of(router.query(key("a")), 0).getExecutionInfo());
    List<String> info = of(router.query(key("a").enableExecutionInfo()), 0).getExecutionInfo();
    assertEquals(1, info.size());
    assertTrue(info.get(0).startsWith("Partition 0 of store s (KEY_VALUE) answered in "));
  }

  @Test
  void whenTheStoreIsGlobalThenTheGlobalResultIsAFailure() {
    FakeStore global = new FakeStore("global", StoreSpec.Kind.KEY_VALUE);
    publish(new LocalStore("global", new TaskId(-1, -1), global.kind(), global, true));
    StateQueryResult<Long> result = router.query(key("global", "a"));
    assertTrue(result.getPartitionResults().isEmpty());
    assertFailure(
        FailureReason.UNKNOWN_QUERY_TYPE,
        "use KafkaStreams.store",
        Objects.requireNonNull(result.getGlobalResult()));
  }

  @Test
  void whenTheUserBroughtTheStoreThenItAnswersForItself() {
    FakeStore view = new FakeStore("own", StoreSpec.Kind.KEY_VALUE);
    StateStore own = StateStores.named("own");
    publish(new LocalStore("own", new TaskId(0, 0), view.kind(), view, true, own));
    // which here is to throw, and what it throws is the asker's
    assertThrows(UnsupportedOperationException.class, () -> router.query(key("own", "a")));
    view.open = false;
    assertFailure(
        FailureReason.NOT_PRESENT, "not here any more", of(router.query(key("own", "a")), 0));
  }

  @Test
  void whenTheClientDoesNotRunThenTheReasonIsThrown() {
    state = State.CREATED;
    assertThrows(StreamsNotStartedException.class, () -> router.query(key("a")));
    for (State stopped : List.of(State.PENDING_SHUTDOWN, State.ERROR)) {
      state = stopped;
      StreamsStoppedException thrown =
          assertThrows(StreamsStoppedException.class, () -> router.query(key("a")));
      assertTrue(String.valueOf(thrown.getMessage()).contains(stopped.name()));
    }
    state = State.REBALANCING;
    assertTrue(of(router.query(key("a")), 0).isSuccess());
    assertThrows(UnknownStateStoreException.class, () -> router.query(key("nothing", "a")));
  }

  private static void assertFailure(FailureReason reason, String text, QueryResult<?> result) {
    assertEquals(reason, result.getFailureReason());
    assertTrue(result.getFailureMessage().contains(text), result::getFailureMessage);
  }

  private static <R> QueryResult<R> of(StateQueryResult<R> result, int partition) {
    return Objects.requireNonNull(result.getPartitionResults().get(partition));
  }

  private static StateQueryRequest<Long> key(String key) {
    return key("s", key);
  }

  private static StateQueryRequest<Long> key(String store, String key) {
    return StateQueryRequest.inStore(store).withQuery(KeyQuery.withKey(key));
  }

  private static PositionBound in(int partition, long offset) {
    return at("in", partition, offset);
  }

  private static PositionBound at(String topic, int partition, long offset) {
    return PositionBound.at(Position.emptyPosition().withComponent(topic, partition, offset));
  }

  private static LocalStore local(FakeStore store, int partition, boolean active) {
    return new LocalStore(store.name(), new TaskId(0, partition), store.kind(), store, active);
  }
}
