package io.thalweg.streams.runtime.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.StoreQueryParameters;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.InvalidStateStorePartitionException;
import io.thalweg.streams.errors.StreamsNotStartedException;
import io.thalweg.streams.errors.UnknownStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.spi.StoreProvider;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.QueryableStoreType;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.WindowStoreIterator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expected texts and orders were observed at Kafka Streams 4.3.1. */
class QueryRouterTest {
  private enum State {
    CREATED,
    REBALANCING,
    RUNNING,
    PENDING_SHUTDOWN,
    NOT_RUNNING,
    ERROR
  }

  private static final String MIGRATED =
      "The state store, counts, may have migrated to another instance.";

  private final FakeStore counts0 = kv("counts").put("a", 1).put("c", 3).put("e", 5);
  private final FakeStore counts1 = kv("counts").put("b", 2).put("d", 4);
  private final FakeStore counts2 = kv("counts").put("f", 6);
  private final FakeStore wins0 =
      new FakeStore("wins", StoreSpec.Kind.TIMESTAMPED_WINDOW).put("a", 0, 10).put("a", 20, 12);
  private final FakeStore wins1 =
      new FakeStore("wins", StoreSpec.Kind.TIMESTAMPED_WINDOW).put("b", 10, 21);
  private State state = State.RUNNING;
  private final QueryRouter router =
      new QueryRouter(Set.of("counts", "wins", "sess", "plain", "idle"), () -> state);

  @BeforeEach
  void publish() {
    router.publish(
        "cl-StreamThread-10",
        "RUNNING",
        List.of(local(counts1, 0, 1, true), local(wins1, 1, 1, true)));
    router.publish(
        "cl-StreamThread-2",
        "RUNNING",
        List.of(local(counts2, 0, 2, true), local(wins0, 1, 0, true), local(counts0, 0, 0, true)));
  }

  @Test
  void whenNotStartedOrStoppedThenTheStateIsNamed() {
    state = State.CREATED;
    assertMessage(
        StreamsNotStartedException.class,
        "KafkaStreams has not been started, you can retry after calling start()",
        this::counts);
    state = State.NOT_RUNNING;
    assertMessage(
        IllegalStateException.class,
        "KafkaStreams is not running. State is NOT_RUNNING.",
        this::counts);
    state = State.REBALANCING;
    assertEquals(1L, counts().get("a"));
  }

  @Test
  void whenTheTopologyHasNoSuchStoreThenItIsUnknown() {
    assertMessage(
        UnknownStateStoreException.class,
        "Cannot get state store nope because no such store is registered in the topology.",
        () -> router.store(StoreQueryParameters.fromNameAndType("nope", KEY_VALUE)));
  }

  @Test
  void whenReadThenAllPartitionsAnswerInOrderOfThreadAndTask() {
    ReadOnlyKeyValueStore<String, Long> counts = counts();
    assertEquals(4L, counts.get("d"));
    assertNull(counts.get("zz"));
    assertEquals(6, counts.approximateNumEntries());
    assertEquals("a=1 c=3 e=5 f=6 b=2 d=4", text(counts.all()));
    assertEquals("e=5 c=3 a=1 f=6 d=4 b=2", text(counts.reverseAll()));
    assertEquals("c=3 e=5 b=2 d=4", text(counts.range("b", "e")));
    assertEquals("e=5 c=3 d=4 b=2", text(counts.reverseRange("b", "e")));
    assertEquals("a=1 b=2", text(counts.range(null, "b")));
    assertThrows(NullPointerException.class, () -> counts.get(nothing()));
    assertEquals(0, counts0.openIterators + counts1.openIterators + counts2.openIterators);
  }

  @Test
  void whenOnePartitionIsAskedForThenOnlyThatIsRead() {
    ReadOnlyKeyValueStore<String, Long> one =
        router.store(StoreQueryParameters.fromNameAndType("counts", KEY_VALUE).withPartition(1));
    assertEquals("b=2 d=4", text(one.all()));
    assertNull(one.get("a"));
    ReadOnlyKeyValueStore<String, Long> none =
        router.store(StoreQueryParameters.fromNameAndType("counts", KEY_VALUE).withPartition(7));
    InvalidStateStorePartitionException e =
        assertThrows(InvalidStateStorePartitionException.class, () -> none.get("a"));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith("The specified partition 7 for store counts does not exist."),
        e.getMessage());
  }

  @Test
  void whenTheTypeDoesNotFitThenTheCallSaysSo() {
    ReadOnlyWindowStore<String, Long> wrong =
        router.store(StoreQueryParameters.fromNameAndType("counts", WINDOW));
    assertMessage(
        InvalidStateStoreException.class,
        "Cannot get state store counts because the queryable store type [windowStore] does not"
            + " accept the actual store type [TIMESTAMPED_KEY_VALUE].",
        () -> wrong.fetch("a", 0));
    router.publish(
        "cl-StreamThread-2",
        "RUNNING",
        List.of(local(new FakeStore("plain", StoreSpec.Kind.KEY_VALUE), 0, 0, true)));
    ReadOnlyKeyValueStore<String, ValueAndTimestamp<Long>> stamped =
        router.store(StoreQueryParameters.fromNameAndType("plain", TIMESTAMPED));
    assertThrows(InvalidStateStoreException.class, () -> stamped.get("a"));
    assertNull(router.store(StoreQueryParameters.fromNameAndType("plain", KEY_VALUE)).get("a"));
  }

  @Test
  void whenTasksMoveThenAViewGotBeforeFollows() {
    ReadOnlyKeyValueStore<String, Long> counts = counts();
    router.publish("cl-StreamThread-2", "RUNNING", List.of());
    assertNull(counts.get("a"));
    assertEquals("b=2 d=4", text(counts.all()));
    router.remove("cl-StreamThread-10");
    assertMessage(InvalidStateStoreException.class, MIGRATED, () -> counts.get("b"));
    assertMessage(InvalidStateStoreException.class, MIGRATED, counts::all);
    assertMessage(InvalidStateStoreException.class, MIGRATED, counts::approximateNumEntries);
    router.publish("cl-StreamThread-10", "PARTITIONS_ASSIGNED", List.of());
    assertMessage(
        InvalidStateStoreException.class,
        "Cannot get state store counts because the stream thread is PARTITIONS_ASSIGNED, not"
            + " RUNNING",
        () -> counts.get("b"));
  }

  @Test
  void whenAStoreIsRestoringThenOnlyStaleQueriesSeeIt() {
    router.remove("cl-StreamThread-10");
    router.publish(
        "cl-StreamThread-2",
        "RUNNING",
        List.of(local(counts0, 0, 0, true), local(counts2, 0, 2, false)));
    assertEquals("a=1 c=3 e=5", text(counts().all()));
    ReadOnlyKeyValueStore<String, Long> stale =
        router.store(StoreQueryParameters.fromNameAndType("counts", KEY_VALUE).enableStaleStores());
    assertEquals("a=1 c=3 e=5 f=6", text(stale.all()));
  }

  @Test
  void whenAStoreIsClosedUnderAnIteratorThenItSaysThatItMayHaveMoved() {
    KeyValueIterator<String, Long> open = counts().all();
    open.next();
    counts0.open = false;
    InvalidStateStoreException e =
        assertThrows(InvalidStateStoreException.class, () -> open.hasNext());
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith(
                "State store is not available anymore and may have been migrated to another"
                    + " instance"),
        e.getMessage());
    open.close();
    assertMessage(
        IllegalStateException.class,
        "Iterator for store counts has already been closed.",
        open::hasNext);
    assertEquals(0, counts0.openIterators);
  }

  @Test
  void whenAtTheEndThenIteratorsThrowNoSuchElement() {
    try (KeyValueIterator<String, Long> one = counts().range("a", "a")) {
      assertEquals("a", one.peekNextKey());
      one.next();
      assertFalse(one.hasNext());
      assertThrows(NoSuchElementException.class, one::next);
      assertThrows(NoSuchElementException.class, one::peekNextKey);
      assertThrows(UnsupportedOperationException.class, one::remove);
    }
  }

  @Test
  void whenWindowsAreReadThenPartitionsAnswerInOrder() {
    ReadOnlyWindowStore<String, Long> wins =
        router.store(StoreQueryParameters.fromNameAndType("wins", WINDOW));
    assertEquals(21L, wins.fetch("b", 10));
    assertNull(wins.fetch("b", 11));
    assertEquals("0=10 20=12", text(wins.fetch("a", at(0), at(100))));
    assertEquals("10=21", text(wins.fetch("b", at(0), at(100))));
    assertEquals("", text(wins.fetch("zz", at(0), at(100))));
    assertEquals("[a@0/10]=10 [a@20/30]=12 [b@10/20]=21", text(wins.all()));
    assertEquals("[a@20/30]=12 [b@10/20]=21", text(wins.fetchAll(at(5), at(100))));
    assertEquals(
        "[a@20/30]=12 [a@0/10]=10 [b@10/20]=21",
        text(wins.backwardFetch(null, null, at(0), at(100))));
    assertMessage(NullPointerException.class, "key can't be null", () -> wins.fetch(nothing(), 0));
    try (WindowStoreIterator<Long> empty = wins.fetch("zz", at(0), at(1))) {
      assertThrows(NoSuchElementException.class, empty::peekNextKey);
    }
    assertEquals(0, wins0.openIterators + wins1.openIterators);
  }

  @Test
  void whenSessionsAreReadThenAllPartitionsAnswer() {
    FakeStore one = new FakeStore("sess", StoreSpec.Kind.SESSION).put("a", 0, 10).put("a", 20, 12);
    FakeStore two = new FakeStore("sess", StoreSpec.Kind.SESSION).put("b", 10, 21);
    router.publish(
        "cl-StreamThread-2", "RUNNING", List.of(local(one, 1, 0, true), local(two, 1, 1, true)));
    ReadOnlySessionStore<String, Long> sessions =
        router.store(StoreQueryParameters.fromNameAndType("sess", SESSION));
    assertEquals(21L, sessions.fetchSession("b", 10, 20));
    assertEquals(12L, sessions.fetchSession("a", at(20), at(30)));
    assertNull(sessions.fetchSession("a", 10, 20));
    assertEquals("[a@0/10]=10 [a@20/30]=12", text(sessions.fetch("a")));
    assertEquals("[b@10/20]=21", text(sessions.fetch("b")));
    assertEquals("", text(sessions.fetch("zz")));
    assertEquals("[a@0/10]=10 [a@20/30]=12 [b@10/20]=21", text(sessions.fetch(null, "b")));
    assertEquals("[a@20/30]=12", text(sessions.findSessions("a", 11, 20)));
    assertEquals("[a@0/10]=10 [b@10/20]=21", text(sessions.findSessions("a", "b", at(10), at(10))));
    assertEquals(
        "[a@20/30]=12 [a@0/10]=10 [b@10/20]=21",
        text(sessions.backwardFindSessions("a", null, 0, 100)));
    assertMessage(NullPointerException.class, "key can't be null", () -> sessions.fetch(nothing()));
    assertMessage(
        NullPointerException.class,
        "key can't be null",
        () -> sessions.fetchSession(nothing(), 0, 1));
    assertEquals(0, one.openIterators + two.openIterators);
    assertMessage(
        InvalidStateStoreException.class,
        "Cannot get state store sess because the queryable store type [windowStore] does not"
            + " accept the actual store type [SESSION].",
        () -> router.store(StoreQueryParameters.fromNameAndType("sess", WINDOW)).fetch("a", 0));
  }

  @Test
  void whenTheUserBroughtTheStoreThenTypesOfTheUserReadIt() {
    QueryableStoreType<List<StateStore>> own =
        type((provider, name) -> provider.stores(name, any()));
    StateStore mine = StateStores.named("idle");
    router.publish(
        "cl-StreamThread-2",
        "RUNNING",
        List.of(
            new LocalStore(
                "idle", new TaskId(2, 0), StoreSpec.Kind.KEY_VALUE, kv("idle"), true, mine)));
    assertEquals(List.of(mine), router.store(StoreQueryParameters.fromNameAndType("idle", own)));
    assertThrows(
        InvalidStateStoreException.class,
        () -> router.store(StoreQueryParameters.fromNameAndType("counts", own)));
  }

  private static final QueryableStoreType<ReadOnlyKeyValueStore<String, Long>> KEY_VALUE =
      type(StoreProvider::keyValue);
  private static final QueryableStoreType<ReadOnlyKeyValueStore<String, ValueAndTimestamp<Long>>>
      TIMESTAMPED = type(StoreProvider::timestampedKeyValue);
  private static final QueryableStoreType<ReadOnlyWindowStore<String, Long>> WINDOW =
      type(StoreProvider::window);
  private static final QueryableStoreType<ReadOnlySessionStore<String, Long>> SESSION =
      type(StoreProvider::session);

  private static <T> QueryableStoreType<T> type(BiFunction<StoreProvider, String, T> create) {
    return new QueryableStoreType<>() {
      @Override
      public boolean accepts(StateStore stateStore) {
        return true;
      }

      @Override
      public T create(StoreProvider storeProvider, String storeName) {
        return java.util.Objects.requireNonNull(create.apply(storeProvider, storeName));
      }
    };
  }

  private static QueryableStoreType<StateStore> any() {
    return type(
        (provider, name) -> {
          throw new UnsupportedOperationException();
        });
  }

  private ReadOnlyKeyValueStore<String, Long> counts() {
    return router.store(StoreQueryParameters.fromNameAndType("counts", KEY_VALUE));
  }

  private static FakeStore kv(String name) {
    return new FakeStore(name, StoreSpec.Kind.TIMESTAMPED_KEY_VALUE);
  }

  private static LocalStore local(FakeStore store, int subtopology, int partition, boolean active) {
    return new LocalStore(
        store.name(), new TaskId(subtopology, partition), store.kind(), store, active);
  }

  private static Instant at(long ms) {
    return Instant.ofEpochMilli(ms);
  }

  /** Null where the API forbids it. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  private static <T> String text(T rows) {
    List<String> texts = new ArrayList<>();
    if (rows instanceof Iterator<?> iterator) {
      while (iterator.hasNext()) {
        io.thalweg.streams.KeyValue<?, ?> row = (io.thalweg.streams.KeyValue<?, ?>) iterator.next();
        texts.add(row.key + "=" + row.value);
      }
    }
    ((KeyValueIterator<?, ?>) rows).close();
    return String.join(" ", texts);
  }

  private static void assertMessage(
      Class<? extends Exception> type,
      String message,
      org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
