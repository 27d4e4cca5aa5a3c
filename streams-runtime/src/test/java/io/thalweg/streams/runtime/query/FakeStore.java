package io.thalweg.streams.runtime.query;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.ReadView;
import io.thalweg.streams.stores.answer.InputPositions;
import io.thalweg.streams.stores.answer.TaskAnswers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** One partition in memory: string keys and long values, windows of ten. */
final class FakeStore implements ReadView {
  private final String name;
  private final StoreSpec.Kind kind;
  final NavigableMap<String, Long> rows = new TreeMap<>();
  final NavigableMap<Long, NavigableMap<String, Long>> windows = new TreeMap<>();
  boolean open = true;
  int openIterators;
  final InputPositions inputs = new InputPositions();
  TaskAnswers answers = new TaskAnswers(0, Set.of(), inputs, Time.SYSTEM);

  FakeStore(String name, StoreSpec.Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  FakeStore put(String key, long value) {
    rows.put(key, value);
    return this;
  }

  FakeStore put(String key, long start, long value) {
    windows.computeIfAbsent(start, s -> new TreeMap<>()).put(key, value);
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StoreSpec.Kind kind() {
    return kind;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return answers.answer(this, query, bound, config);
  }

  @Override
  public Position position() {
    return answers.position(name);
  }

  private void check() {
    if (!open) {
      throw new InvalidStateStoreException("Store " + name + " is closed");
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> ReadOnlyKeyValueStore<K, V> keyValue() {
    return (ReadOnlyKeyValueStore<K, V>) new KeyValues();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue() {
    return (ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>>)
        (ReadOnlyKeyValueStore<?, ?>) new KeyValues();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> ReadOnlyWindowStore<K, V> window() {
    return (ReadOnlyWindowStore<K, V>) new Windows();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> ReadOnlyWindowStore<K, ValueAndTimestamp<V>> timestampedWindow() {
    return (ReadOnlyWindowStore<K, ValueAndTimestamp<V>>) (ReadOnlyWindowStore<?, ?>) new Windows();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> ReadOnlySessionStore<K, V> session() {
    return (ReadOnlySessionStore<K, V>) new Sessions();
  }

  @Override
  public <K, V>
      ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>> timestampedKeyValueWithHeaders() {
    throw new InvalidStateStoreException("Store " + name + " has no headers");
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, ValueTimestampHeaders<V>> timestampedWindowWithHeaders() {
    throw new InvalidStateStoreException("Store " + name + " has no headers");
  }

  private class Rows<K, V> implements KeyValueIterator<K, V> {
    private final List<KeyValue<K, V>> left;
    private boolean closed;

    Rows(List<KeyValue<K, V>> rows) {
      check();
      left = new ArrayList<>(rows);
      openIterators++;
    }

    @Override
    public boolean hasNext() {
      check();
      return !left.isEmpty();
    }

    @Override
    public KeyValue<K, V> next() {
      check();
      return left.remove(0);
    }

    @Override
    public K peekNextKey() {
      check();
      return left.get(0).key;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        openIterators--;
      }
    }
  }

  private final class WindowRows extends Rows<Long, Long> implements WindowStoreIterator<Long> {
    WindowRows(List<KeyValue<Long, Long>> rows) {
      super(rows);
    }
  }

  private final class KeyValues implements ReadOnlyKeyValueStore<String, Long> {
    @Override
    public @Nullable Long get(String key) {
      check();
      return rows.get(key);
    }

    @Override
    public KeyValueIterator<String, Long> range(@Nullable String from, @Nullable String to) {
      return new Rows<>(list(from, to));
    }

    @Override
    public KeyValueIterator<String, Long> reverseRange(@Nullable String from, @Nullable String to) {
      return new Rows<>(reversed(list(from, to)));
    }

    @Override
    public KeyValueIterator<String, Long> all() {
      return range(null, null);
    }

    @Override
    public KeyValueIterator<String, Long> reverseAll() {
      return reverseRange(null, null);
    }

    @Override
    public long approximateNumEntries() {
      check();
      return rows.size();
    }

    private List<KeyValue<String, Long>> list(@Nullable String from, @Nullable String to) {
      List<KeyValue<String, Long>> list = new ArrayList<>();
      for (Map.Entry<String, Long> row : rows.entrySet()) {
        boolean above = from == null || row.getKey().compareTo(from) >= 0;
        boolean below = to == null || row.getKey().compareTo(to) <= 0;
        if (above && below) {
          list.add(KeyValue.pair(row.getKey(), row.getValue()));
        }
      }
      return list;
    }
  }

  private final class Windows implements ReadOnlyWindowStore<String, Long> {
    @Override
    public @Nullable Long fetch(String key, long time) {
      check();
      NavigableMap<String, Long> window = windows.get(time);
      return window == null ? null : window.get(key);
    }

    @Override
    public WindowStoreIterator<Long> fetch(String key, Instant timeFrom, Instant timeTo) {
      List<KeyValue<Long, Long>> list = new ArrayList<>();
      for (KeyValue<Windowed<String>, Long> row : list(key, key, timeFrom, timeTo)) {
        list.add(KeyValue.pair(row.key.window().start(), row.value));
      }
      return new WindowRows(list);
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> fetch(
        @Nullable String keyFrom, @Nullable String keyTo, Instant timeFrom, Instant timeTo) {
      return new Rows<>(list(keyFrom, keyTo, timeFrom, timeTo));
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> backwardFetch(
        @Nullable String keyFrom, @Nullable String keyTo, Instant timeFrom, Instant timeTo) {
      return new Rows<>(reversed(list(keyFrom, keyTo, timeFrom, timeTo)));
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> all() {
      return fetchAll(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> fetchAll(Instant timeFrom, Instant timeTo) {
      return new Rows<>(list(null, null, timeFrom, timeTo));
    }

    private List<KeyValue<Windowed<String>, Long>> list(
        @Nullable String keyFrom, @Nullable String keyTo, Instant from, Instant to) {
      List<KeyValue<Windowed<String>, Long>> list = new ArrayList<>();
      windows.forEach(
          (start, keys) -> {
            if (start >= from.toEpochMilli() && start <= to.toEpochMilli()) {
              keys.forEach(
                  (key, value) -> {
                    if ((keyFrom == null || key.compareTo(keyFrom) >= 0)
                        && (keyTo == null || key.compareTo(keyTo) <= 0)) {
                      list.add(
                          KeyValue.pair(
                              new Windowed<>(key, new TimeWindow(start, start + 10)), value));
                    }
                  });
            }
          });
      return list;
    }
  }

  /** Sessions of length ten, by their starts. */
  private final class Sessions implements ReadOnlySessionStore<String, Long> {
    @Override
    public @Nullable Long fetchSession(String key, long start, long end) {
      check();
      NavigableMap<String, Long> sessions = windows.get(start);
      return sessions == null || end != start + 10 ? null : sessions.get(key);
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> fetch(String key) {
      return fetch(key, key);
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> fetch(
        @Nullable String keyFrom, @Nullable String keyTo) {
      return findSessions(keyFrom, keyTo, 0, Long.MAX_VALUE);
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> findSessions(
        String key, long earliestEnd, long latestStart) {
      return findSessions(key, key, earliestEnd, latestStart);
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> findSessions(
        @Nullable String keyFrom, @Nullable String keyTo, long earliestEnd, long latestStart) {
      return new Rows<>(list(keyFrom, keyTo, earliestEnd, latestStart));
    }

    @Override
    public KeyValueIterator<Windowed<String>, Long> backwardFindSessions(
        @Nullable String keyFrom, @Nullable String keyTo, long earliestEnd, long latestStart) {
      return new Rows<>(reversed(list(keyFrom, keyTo, earliestEnd, latestStart)));
    }

    private List<KeyValue<Windowed<String>, Long>> list(
        @Nullable String keyFrom, @Nullable String keyTo, long earliestEnd, long latestStart) {
      Instant from = Instant.ofEpochMilli(Math.max(0, earliestEnd - 10));
      return new Windows()
          .list(keyFrom, keyTo, from, Instant.ofEpochMilli(latestStart)).stream()
              .map(row -> KeyValue.pair(session(row.key), row.value))
              .toList();
    }

    private Windowed<String> session(Windowed<String> window) {
      return new Windowed<>(
          window.key(), new SessionWindow(window.window().start(), window.window().end()));
    }
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }
}
