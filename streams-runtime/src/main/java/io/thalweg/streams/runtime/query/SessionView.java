package io.thalweg.streams.runtime.query;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.stores.ReadView;
import io.thalweg.streams.support.TimeArgs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All selected partitions of a session store as one. Any thread. Kafka Streams' view stops at the
 * first partition with rows in ranges of keys, too, and has no methods with instants.
 */
final class SessionView<K, V> implements ReadOnlySessionStore<K, V> {
  private static final String NO_KEY = "key can't be null";
  private static final String EARLIEST_END = "earliestSessionEndTime";
  private static final String LATEST_START = "latestSessionStartTime";

  private final Selection selection;
  private final Function<ReadView, ReadOnlySessionStore<K, V>> typed;

  SessionView(Selection selection, Function<ReadView, ReadOnlySessionStore<K, V>> typed) {
    this.selection = selection;
    this.typed = typed;
  }

  @Override
  public @Nullable V fetchSession(K key, long sessionStartTime, long sessionEndTime) {
    Objects.requireNonNull(key, NO_KEY);
    List<ReadOnlySessionStore<K, V>> stores = partitions();
    try {
      for (ReadOnlySessionStore<K, V> store : stores) {
        V value = store.fetchSession(key, sessionStartTime, sessionEndTime);
        if (value != null) {
          return value;
        }
      }
    } catch (InvalidStateStoreException e) {
      throw Selection.migrated(e);
    }
    return null;
  }

  @Override
  public @Nullable V fetchSession(K key, Instant sessionStartTime, Instant sessionEndTime) {
    return fetchSession(
        key,
        TimeArgs.millis(sessionStartTime, "sessionStartTime"),
        TimeArgs.millis(sessionEndTime, "sessionEndTime"));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> fetch(K key) {
    return ofKey(key, store -> store.fetch(key));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFetch(K key) {
    return ofKey(key, store -> store.backwardFetch(key));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
    return chain(store -> store.fetch(keyFrom, keyTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
    return chain(store -> store.backwardFetch(keyFrom, keyTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> findSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    return ofKey(
        key, store -> store.findSessions(key, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> findSessions(
      K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
    return findSessions(
        key,
        TimeArgs.millis(earliestSessionEndTime, EARLIEST_END),
        TimeArgs.millis(latestSessionStartTime, LATEST_START));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    return ofKey(
        key,
        store -> store.backwardFindSessions(key, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
      K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
    return backwardFindSessions(
        key,
        TimeArgs.millis(earliestSessionEndTime, EARLIEST_END),
        TimeArgs.millis(latestSessionStartTime, LATEST_START));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    return chain(
        store ->
            store.findSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      Instant earliestSessionEndTime,
      Instant latestSessionStartTime) {
    return findSessions(
        keyFrom,
        keyTo,
        TimeArgs.millis(earliestSessionEndTime, EARLIEST_END),
        TimeArgs.millis(latestSessionStartTime, LATEST_START));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    return chain(
        store ->
            store.backwardFindSessions(
                keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      Instant earliestSessionEndTime,
      Instant latestSessionStartTime) {
    return backwardFindSessions(
        keyFrom,
        keyTo,
        TimeArgs.millis(earliestSessionEndTime, EARLIEST_END),
        TimeArgs.millis(latestSessionStartTime, LATEST_START));
  }

  /** A key is in one partition only: the others have no rows of it. */
  private KeyValueIterator<Windowed<K>, V> ofKey(
      K key, Function<ReadOnlySessionStore<K, V>, KeyValueIterator<Windowed<K>, V>> open) {
    Objects.requireNonNull(key, NO_KEY);
    return chain(open);
  }

  private KeyValueIterator<Windowed<K>, V> chain(
      Function<ReadOnlySessionStore<K, V>, KeyValueIterator<Windowed<K>, V>> open) {
    return new ChainedIterator<>(selection.store(), partitions(), open);
  }

  private List<ReadOnlySessionStore<K, V>> partitions() {
    List<ReadOnlySessionStore<K, V>> partitions = new ArrayList<>();
    for (LocalStore store : selection.stores()) {
      partitions.add(typed.apply(store.view()));
    }
    return partitions;
  }
}
