package io.thalweg.streams.stores.answer;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.query.KeyQuery;
import io.thalweg.streams.query.MultiVersionedKeyQuery;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.RangeQuery;
import io.thalweg.streams.query.ResultOrder;
import io.thalweg.streams.query.TimestampedKeyQuery;
import io.thalweg.streams.query.TimestampedRangeQuery;
import io.thalweg.streams.query.VersionedKeyQuery;
import io.thalweg.streams.query.WindowKeyQuery;
import io.thalweg.streams.query.WindowRangeQuery;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.state.VersionedRecordIterator;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which query is answered by which read of which kind of store. */
final class Answers {
  private Answers() {}

  /** What reads the answer; null if the store does not know the query. */
  static @Nullable Supplier<@Nullable Object> to(Query<?> query, Reads store) {
    StoreSpec.Kind kind = store.kind();
    if (kind.buffer()) {
      return null;
    }
    if (kind.sessions()) {
      return ofSessions(query, store);
    }
    if (kind.windowed()) {
      return ofWindows(query, store);
    }
    return kind == StoreSpec.Kind.VERSIONED ? ofVersions(query, store) : ofKeys(query, store);
  }

  /** The names of the queries that stores of a kind answer. */
  static String known(StoreSpec.Kind kind) {
    if (kind.buffer()) {
      return "none, since it belongs to an operator";
    }
    if (kind.sessions()) {
      return "WindowRangeQuery with a key";
    }
    if (kind.windowed()) {
      return "WindowKeyQuery, WindowRangeQuery with a range of starts";
    }
    if (kind == StoreSpec.Kind.VERSIONED) {
      return "VersionedKeyQuery, MultiVersionedKeyQuery";
    }
    return "KeyQuery, RangeQuery"
        + (kind.timestamped() ? ", TimestampedKeyQuery, TimestampedRangeQuery" : "");
  }

  private static @Nullable Supplier<@Nullable Object> ofKeys(Query<?> query, Reads store) {
    if (query instanceof KeyQuery<?, ?> one) {
      return () ->
          (one.isSkipCache() ? store.uncachedKeyValue() : store.keyValue()).get(one.getKey());
    }
    if (query instanceof RangeQuery<?, ?> range) {
      return () ->
          range(
              store.keyValue(), range.getLowerBound(), range.getUpperBound(), range.resultOrder());
    }
    if (!store.kind().timestamped()) {
      return null;
    }
    if (query instanceof TimestampedKeyQuery<?, ?> one) {
      return () ->
          (one.isSkipCache() ? store.uncachedTimestampedKeyValue() : store.timestampedKeyValue())
              .get(one.key());
    }
    if (query instanceof TimestampedRangeQuery<?, ?> range) {
      return () ->
          range(
              store.timestampedKeyValue(),
              range.lowerBound(),
              range.upperBound(),
              range.resultOrder());
    }
    return null;
  }

  private static <K, X> KeyValueIterator<K, X> range(
      ReadOnlyKeyValueStore<K, X> store,
      Optional<? extends K> lower,
      Optional<? extends K> upper,
      ResultOrder order) {
    boolean down = order == ResultOrder.DESCENDING;
    if (lower.isEmpty() && upper.isEmpty()) {
      return down ? store.reverseAll() : store.all();
    }
    K from = lower.orElse(null);
    K to = upper.orElse(null);
    return down ? store.reverseRange(from, to) : store.range(from, to);
  }

  /** Values come with timestamps if the store has them. */
  private static @Nullable Supplier<@Nullable Object> ofWindows(Query<?> query, Reads store) {
    if (query instanceof WindowKeyQuery<?, ?> one) {
      return () ->
          windows(store)
              .fetch(one.getKey(), one.getTimeFrom().orElseThrow(), one.getTimeTo().orElseThrow());
    }
    if (query instanceof WindowRangeQuery<?, ?> range && range.getKey().isEmpty()) {
      return () ->
          windows(store)
              .fetchAll(range.getTimeFrom().orElseThrow(), range.getTimeTo().orElseThrow());
    }
    return null;
  }

  private static ReadOnlyWindowStore<Object, ?> windows(Reads store) {
    return store.kind().timestamped() ? store.timestampedWindow() : store.window();
  }

  private static @Nullable Supplier<@Nullable Object> ofSessions(Query<?> query, Reads store) {
    return query instanceof WindowRangeQuery<?, ?> range && range.getKey().isPresent()
        ? () -> store.session().fetch(range.getKey().orElseThrow())
        : null;
  }

  private static @Nullable Supplier<@Nullable Object> ofVersions(Query<?> query, Reads store) {
    VersionReads<Object, Object> versions = store.versionReads();
    if (versions == null) {
      return null;
    }
    if (query instanceof VersionedKeyQuery<?, ?> one) {
      return () -> version(versions, one);
    }
    if (query instanceof MultiVersionedKeyQuery<?, ?> range) {
      return () -> versions(versions, range);
    }
    return null;
  }

  private static @Nullable VersionedRecord<Object> version(
      VersionReads<Object, Object> store, VersionedKeyQuery<?, ?> query) {
    Object key = query.key();
    return query.asOfTimestamp().isEmpty()
        ? store.get(key)
        : store.get(key, query.asOfTimestamp().get().toEpochMilli());
  }

  /** The newest first, unless asked otherwise. */
  private static VersionedRecordIterator<Object> versions(
      VersionReads<Object, Object> store, MultiVersionedKeyQuery<?, ?> query) {
    long from = query.fromTime().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    long to = query.toTime().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    if (from > to) {
      throw new IllegalArgumentException(
          "MultiVersionedKeyQuery: fromTime " + from + " ms is later than toTime " + to + " ms");
    }
    return store.versions(query.key(), from, to, query.resultOrder() == ResultOrder.ASCENDING);
  }
}
