package io.thalweg.streams.stores;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.SessionStoreWithHeaders;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.TimestampedWindowStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.answer.TaskAnswers;
import io.thalweg.streams.stores.user.UserStore;
import org.jspecify.annotations.Nullable;

/**
 * The view of a store that the user made.
 *
 * @param plain the store without timestamps
 * @param stamped the store without headers
 * @param whole the store as it is
 */
@SuppressWarnings("unchecked") // the caller names the types, as in KafkaStreams.store
record UserReadView(
    UserStore store, StateStore plain, StateStore stamped, StateStore whole, TaskAnswers answers)
    implements ReadView {
  static UserReadView of(UserStore store, TaskAnswers answers) {
    StoreSpec.Kind kind = store.spec().kind();
    StoreSpec.Kind plain =
        switch (kind) {
          case TIMESTAMPED_KEY_VALUE, TIMESTAMPED_KEY_VALUE_WITH_HEADERS ->
              StoreSpec.Kind.KEY_VALUE;
          case TIMESTAMPED_WINDOW, TIMESTAMPED_WINDOW_WITH_HEADERS -> StoreSpec.Kind.WINDOW;
          case SESSION_WITH_HEADERS -> StoreSpec.Kind.SESSION;
          default -> kind;
        };
    StoreSpec.Kind stamped =
        switch (kind) {
          case TIMESTAMPED_KEY_VALUE_WITH_HEADERS -> StoreSpec.Kind.TIMESTAMPED_KEY_VALUE;
          case TIMESTAMPED_WINDOW_WITH_HEADERS -> StoreSpec.Kind.TIMESTAMPED_WINDOW;
          default -> kind;
        };
    return new UserReadView(
        store, store.queried(plain), store.queried(stamped), store.queried(kind), answers);
  }

  @Override
  public String name() {
    return store.spec().name();
  }

  @Override
  public StoreSpec.Kind kind() {
    return store.spec().kind();
  }

  @Override
  public boolean isOpen() {
    return store.isReadable();
  }

  @Override
  public <K, V> ReadOnlyKeyValueStore<K, V> keyValue() {
    return (ReadOnlyKeyValueStore<K, V>) checked(plain, ReadOnlyKeyValueStore.class);
  }

  @Override
  public <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue() {
    return (TimestampedKeyValueStore<K, V>) checked(stamped, TimestampedKeyValueStore.class);
  }

  @Override
  public <K, V>
      ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>> timestampedKeyValueWithHeaders() {
    return (TimestampedKeyValueStoreWithHeaders<K, V>)
        checked(whole, TimestampedKeyValueStoreWithHeaders.class);
  }

  @Override
  public <K, V> ReadOnlySessionStore<K, V> session() {
    return (ReadOnlySessionStore<K, V>) checked(plain, ReadOnlySessionStore.class);
  }

  @Override
  public <K, V> ReadOnlySessionStore<K, AggregationWithHeaders<V>> sessionWithHeaders() {
    return (SessionStoreWithHeaders<K, V>) checked(whole, SessionStoreWithHeaders.class);
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, V> window() {
    return (ReadOnlyWindowStore<K, V>) checked(plain, ReadOnlyWindowStore.class);
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, ValueAndTimestamp<V>> timestampedWindow() {
    return (TimestampedWindowStore<K, V>) checked(stamped, TimestampedWindowStore.class);
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, ValueTimestampHeaders<V>> timestampedWindowWithHeaders() {
    return (TimestampedWindowStoreWithHeaders<K, V>)
        checked(whole, TimestampedWindowStoreWithHeaders.class);
  }

  /** What the user's store is asked itself, since it may know more than the types say. */
  @Override
  public <R> @Nullable QueryResult<R> askUsersStore(
      Query<R> query, PositionBound bound, QueryConfig config) {
    return store.query(query, bound, config);
  }

  @Override
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return answers.answer(this, query, bound, config);
  }

  @Override
  public Position position() {
    return answers.position(name());
  }

  private Object checked(StateStore shown, Class<?> wanted) {
    if (!wanted.isInstance(shown)) {
      throw new InvalidStateStoreException(
          "Store "
              + name()
              + " is a "
              + shown.getClass().getName()
              + ", no "
              + wanted.getSimpleName());
    }
    return shown;
  }
}
