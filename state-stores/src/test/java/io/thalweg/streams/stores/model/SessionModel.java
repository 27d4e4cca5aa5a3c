package io.thalweg.streams.stores.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Session stores, written as processors do and as a session aggregation does. */
final class SessionModel extends StoreModel<SessionModel.Id> {
  private static final long RETENTION = 60;
  private static final long SEGMENT = 20;
  private static final long GAP = 10;
  private static final long STEP = 5; // of ends

  private final boolean headed;
  private final boolean onDisk;
  private final boolean caching;
  private final int keys;
  private long clock;
  private int values;

  /** A session; on disk by bucket, key, end, start; in memory by end, key, latest start first. */
  record Id(Bytes order, String key, long start, long end) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return order.compareTo(other.order);
    }

    Windowed<String> windowed() {
      return new Windowed<>(key, new SessionWindow(start, end));
    }
  }

  SessionModel(StoreSpec spec, Random random) {
    headed = spec.kind().withHeaders();
    caching = spec.options().caching();
    onDisk = spec.engine() == StoreSpec.Engine.ROCKSDB;
    keys = random.nextInt(4) == 0 ? 60 : 5;
  }

  static StoreSpec plain(ModelKind.Options options) {
    return spec(StoreSpec.Kind.SESSION, options);
  }

  static StoreSpec withHeaders(ModelKind.Options options) {
    return spec(StoreSpec.Kind.SESSION_WITH_HEADERS, options);
  }

  private static StoreSpec spec(StoreSpec.Kind kind, ModelKind.Options options) {
    return new StoreSpec(
        options.name(),
        kind,
        options.engine(),
        null,
        Serdes.String(),
        options.values(),
        options.plan(),
        new StoreSpec.WindowSpec(RETENTION, 0, SEGMENT, false));
  }

  @Override
  boolean forgets() {
    return true;
  }

  @Override
  boolean holdsExpired() {
    return caching;
  }

  @Override
  long time(Id id) {
    return id.end();
  }

  @Override
  boolean isExpired(Id id, long now) {
    return id.end() <= now - RETENTION;
  }

  @Override
  void change(Random random, StoreAccess access) {
    clock += random.nextInt(8) == 0 ? random.nextInt(80) : random.nextInt(6);
    if (random.nextInt(3) == 0) {
      put(random, access);
    } else {
      merge(random, access);
    }
  }

  private void put(Random random, StoreAccess access) {
    Id session = random.nextBoolean() ? known(random) : some(random);
    @Nullable String value = random.nextInt(3) == 0 ? null : "v" + values++;
    access.trace(() -> "put " + session.windowed() + " " + value);
    SessionStore<String, Object> store = access.store();
    String note = headed ? Shown.HEADED.note(random) : null;
    if (value == null && random.nextBoolean()) {
      store.remove(session.windowed());
    } else {
      store.put(session.windowed(), value == null ? null : shown(value, note));
    }
    put(session, value, access.recordTimestamp(), note);
  }

  /** The sessions around a record become one; others looked at in between may evict them. */
  private void merge(Random random, StoreAccess access) {
    String key = key(random);
    long time = end(random);
    String value = "v" + values++;
    access.trace(() -> "merge " + key + "@" + time + " " + value);
    SessionTable<String, String> table = access.sessions();
    List<Row<String>> rows = new ArrayList<>(table.find(key, null, time - GAP, time + GAP));
    List<String> found = new ArrayList<>();
    Set<Id> ids = new HashSet<>();
    long start = time;
    long end = time;
    for (Row<String> row : rows) {
      Id session = id(key, table.start(row), table.end(row));
      ids.add(session);
      found.add(show(session.windowed(), String.valueOf(row.value())));
      start = Math.min(start, table.start(row));
      end = Math.max(end, table.end(row));
    }
    assertEquals(near(key, time, ids), found);
    for (int i = random.nextInt(3); i > 0; i--) {
      table.find(key(random), null, end(random), clock);
    }
    for (Row<String> row : rows) {
      if (table.start(row) != start || table.end(row) != end) {
        Id gone = id(key, table.start(row), table.end(row));
        table.update(row, null, clock);
        put(gone, null, clock, null);
      }
    }
    Id into = id(key, start, end);
    Row<String> row = table.locate(key, null, start, end);
    checkLocated(into, row.value());
    table.update(row, value, clock);
    put(into, value, clock, null);
  }

  private void put(Id session, @Nullable String value, long timestamp, @Nullable String note) {
    if (live(session.end()) || holdsExpired()) {
      set(session, value, timestamp, note);
      observed = Math.max(observed, session.end());
    } else {
      setExpired();
    }
  }

  @Override
  void read(Random random, StoreAccess access) {
    boolean shared = random.nextBoolean();
    ReadOnlySessionStore<String, Object> store = store(access, shared);
    String a = key(random);
    String b = key(random);
    long from = end(random);
    long to = random.nextInt(4) == 0 ? Math.max(0, from - 20) : from + random.nextInt(80);
    access.trace(() -> "read " + (shared ? "view " : "") + a + " " + b + " " + from + " " + to);
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        Id one = random.nextBoolean() ? known(random) : some(random);
        Cell cell = live(one.end()) ? rows.get(one) : null;
        assertEquals(
            cell == null ? null : shown(cell.value(), cell.note()),
            store.fetchSession(one.key(), one.start(), one.end()));
      }
      case 2 -> {
        List<String> expected = where(id -> id.key().equals(a));
        assertEquals(expected, show(store.fetch(a)));
        assertEquals(reversed(expected), show(store.backwardFetch(a)));
      }
      case 3, 4 -> {
        List<String> expected = where(around(a, from, to));
        assertEquals(expected, show(store.findSessions(a, from, to)));
        assertEquals(reversed(expected), show(store.backwardFindSessions(a, from, to)));
      }
      case 5 -> {
        Predicate<Id> between = id -> id.key().compareTo(a) >= 0 && id.key().compareTo(b) <= 0;
        List<String> expected = where(overlapping(from, to).and(between));
        assertEquals(expected, show(store.findSessions(a, b, from, to)));
        assertEquals(reversed(expected), show(store.backwardFindSessions(a, b, from, to)));
        assertEquals(where(between), show(store.fetch(a, b)));
      }
      default -> {
        List<String> tail = where(overlapping(from, to).and(id -> id.key().compareTo(a) >= 0));
        assertEquals(tail, show(store.findSessions(a, null, from, to)));
        List<String> head = where(id -> id.key().compareTo(b) <= 0);
        assertEquals(reversed(head), show(store.backwardFetch(null, b)));
        if (!shared) {
          assertEquals(
              where(id -> id.end() >= from && id.end() <= to),
              show(access.<SessionStore<String, Object>>store().findSessions(from, to)));
        }
      }
    }
  }

  @Override
  List<String> contents() {
    return where(id -> true);
  }

  @Override
  KeyValueIterator<?, ?> scan(StoreAccess access, boolean shared, boolean forward) {
    ReadOnlySessionStore<String, Object> store = store(access, shared);
    return forward ? store.fetch(null, null) : store.backwardFetch(null, null);
  }

  @Override
  String emissionId(Id id) {
    return id.windowed().toString();
  }

  @Override
  void drain(StoreAccess store, List<String> found) {
    store
        .<String, String>sessions()
        .drainEmissions(
            (session, rawKey, now, before, timestamp) ->
                found.add(session + ":" + before + "->" + now + " at " + timestamp));
  }

  @SuppressWarnings("unchecked") // values are only compared
  private ReadOnlySessionStore<String, Object> store(StoreAccess access, boolean shared) {
    if (!shared) {
      return access.store();
    }
    return (ReadOnlySessionStore<String, Object>)
        (headed
            ? access.view().<String, String>sessionWithHeaders()
            : access.view().<String, String>session());
  }

  private Object shown(String value, @Nullable String note) {
    return headed ? Shown.aggregate(value, note) : value;
  }

  private List<String> where(Predicate<Id> wanted) {
    return where(wanted, cell -> shown(cell.value(), cell.note()));
  }

  private List<String> where(Predicate<Id> wanted, Function<Cell, Object> shape) {
    return all(wanted.and(id -> live(id.end())), shape);
  }

  /** Also those that have expired. */
  private List<String> all(Predicate<Id> wanted, Function<Cell, Object> shape) {
    List<String> shown = new ArrayList<>();
    for (Map.Entry<Id, Cell> row : rows.entrySet()) {
      Id id = row.getKey();
      if (wanted.test(id)) {
        shown.add(show(id.windowed(), shape.apply(row.getValue())));
      }
    }
    return shown;
  }

  /** What an operator finds around a time, also of what has expired if that was found. */
  private List<String> near(String key, long time, Set<Id> found) {
    Predicate<Id> around = around(key, time - GAP, time + GAP);
    if (!holdsExpired()) {
      return where(around, Cell::value);
    }
    List<Id> expected = rows.keySet().stream().filter(around).toList();
    expected.forEach(id -> forgetEvicted(id, !found.contains(id)));
    return all(around, Cell::value);
  }

  private static Predicate<Id> around(String key, long earliestEnd, long latestStart) {
    return overlapping(earliestEnd, latestStart).and(id -> id.key().equals(key));
  }

  private static Predicate<Id> overlapping(long earliestEnd, long latestStart) {
    return id -> id.end() >= earliestEnd && id.start() <= latestStart;
  }

  private boolean live(long end) {
    return end > observed - RETENTION;
  }

  /** One that is there, if there is any. */
  private Id known(Random random) {
    Id near = rows.ceilingKey(some(random));
    return near == null ? some(random) : near;
  }

  private Id some(Random random) {
    long end = end(random);
    return id(key(random), Math.max(0, end - random.nextInt(3) * STEP), end);
  }

  private Id id(String key, long start, long end) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    ByteBuffer order = ByteBuffer.allocate(bytes.length + 24);
    order.putLong(onDisk ? end / SEGMENT : end).put(bytes).putLong(end);
    order.putLong(onDisk ? start : ~start);
    return new Id(Bytes.wrap(order.array()), key, start, end);
  }

  /** Mostly now, sometimes late, sometimes too late. */
  private long end(Random random) {
    long time = random.nextInt(3) == 0 ? clock - random.nextInt(90) : clock;
    return Math.max(0, time - time % STEP);
  }

  private String key(Random random) {
    int number = random.nextInt(keys);
    return "ab".repeat(number % 3) + "\u0000".repeat(number / 3 % 2) + (char) ('a' + number / 6);
  }
}
