package io.thalweg.streams.stores.face;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.SessionStoreWithHeaders;
import org.jspecify.annotations.Nullable;

/** A session store that can only be read. */
public class ReadOnlySessionFace<K, X> implements SessionStore<K, X>, ReadOnlyFace {
  private final Base base;
  private final ReadOnlySessionStore<K, X> reads;

  public ReadOnlySessionFace(Base base, ReadOnlySessionStore<K, X> reads) {
    this.base = base;
    this.reads = reads;
  }

  /** The one with headers. */
  public static final class WithHeaders<K, V>
      extends ReadOnlySessionFace<K, AggregationWithHeaders<V>>
      implements SessionStoreWithHeaders<K, V> {
    public WithHeaders(Base base, ReadOnlySessionStore<K, AggregationWithHeaders<V>> reads) {
      super(base, reads);
    }
  }

  @Override
  public Base base() {
    return base;
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(long earliestEnd, long latestEnd) {
    throw new UnsupportedOperationException(
        "Store "
            + name()
            + ": sessions of all keys by their end cannot be found in a global store");
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(K key, long earliestEnd, long latestStart) {
    return reads.findSessions(key, earliestEnd, latestStart);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFindSessions(
      K key, long earliestEnd, long latestStart) {
    return reads.backwardFindSessions(key, earliestEnd, latestStart);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      @Nullable K keyFrom, @Nullable K keyTo, long earliestEnd, long latestStart) {
    return reads.findSessions(keyFrom, keyTo, earliestEnd, latestStart);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFindSessions(
      @Nullable K keyFrom, @Nullable K keyTo, long earliestEnd, long latestStart) {
    return reads.backwardFindSessions(keyFrom, keyTo, earliestEnd, latestStart);
  }

  @Override
  public @Nullable X fetchSession(K key, long start, long end) {
    return reads.fetchSession(key, start, end);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(K key) {
    return reads.fetch(key);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(K key) {
    return reads.backwardFetch(key);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
    return reads.fetch(keyFrom, keyTo);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
    return reads.backwardFetch(keyFrom, keyTo);
  }

  @Override
  public void remove(Windowed<K> sessionKey) {
    throw ReadOnlyFace.refusal();
  }

  @Override
  public void put(Windowed<K> sessionKey, @Nullable X aggregate) {
    throw ReadOnlyFace.refusal();
  }
}
