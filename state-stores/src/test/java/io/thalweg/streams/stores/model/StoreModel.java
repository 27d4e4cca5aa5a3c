package io.thalweg.streams.stores.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.KeyValueIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one store must hold, and random operations on it. The subclass of a kind changes store and
 * model alike and compares what it reads; commits, rollbacks, crashes are the {@link TaskRun}'s.
 *
 * @param <I> tells rows apart and puts them in the order in which the store scans them
 */
abstract class StoreModel<I extends Comparable<I>> {
  /**
   * A row's value, timestamp and headers; stores that do not keep the latter ignore them.
   *
   * @param note what the row's one header says; null if it has none
   */
  record Cell(String value, long timestamp, @Nullable String note) {
    Cell(String value, long timestamp) {
      this(value, timestamp, null);
    }
  }

  private record Saved<I>(NavigableMap<I, Cell> rows, long observed) {}

  private static final class Held {
    final @Nullable String before;
    @Nullable String now;
    long timestamp;

    Held(@Nullable Cell before) {
      this.before = before == null ? null : before.value();
    }
  }

  /** Rows, also those expired: {@link #contents} leaves them out. */
  final NavigableMap<I, Cell> rows = new TreeMap<>();

  /** The greatest time seen; -1 if none. For kinds that expire. */
  long observed = -1;

  /** The greatest time of a row that was emitted; by it rows that are held back expire. */
  private long settled = -1;

  private final Map<I, Held> held = new LinkedHashMap<>();

  /** Whether there was a row at the last commit. */
  private final Map<I, Boolean> touched = new TreeMap<>();

  private int updates;
  private int late;

  /** Makes a random change. */
  abstract void change(Random random, StoreAccess store);

  /** Makes random reads, by the owner's store or by {@code store.view()}, and compares. */
  abstract void read(Random random, StoreAccess store);

  /** All rows that can be read, in order, as {@link #show} writes them. */
  abstract List<String> contents();

  /** All rows of the owner's store ({@code shared}: of the view). */
  abstract KeyValueIterator<?, ?> scan(StoreAccess store, boolean shared, boolean forward);

  /** Whether all rows can be scanned. */
  boolean scannable() {
    return true;
  }

  /** Whether the store has no rows. */
  boolean isEmpty(StoreAccess store) {
    try (KeyValueIterator<?, ?> all = scan(store, false, true)) {
      return !all.hasNext();
    }
  }

  /** How an emitted row is named: {@code key@start}; start is 0 without windows. */
  abstract String emissionId(I id);

  /** Whether the last changelog record of each key is enough to restore. */
  boolean restorableFromLastRecords() {
    return true;
  }

  // ---- for subclasses ----

  /** The store was told to set this row; null deletes. */
  final void set(I id, @Nullable String value, long timestamp) {
    set(id, value, timestamp, null);
  }

  /** As above, with what the row's header says. */
  final void set(I id, @Nullable String value, long timestamp, @Nullable String note) {
    Cell before = isExpired(id, settled) ? null : rows.get(id);
    Held first = held.remove(id); // emitted in order of the last change, with the first old value
    Held row = first == null ? new Held(before) : first;
    held.put(id, row);
    row.now = value;
    row.timestamp = timestamp;
    touched.putIfAbsent(id, before != null);
    updates++;
    if (value == null) {
      rows.remove(id);
    } else {
      rows.put(id, new Cell(value, timestamp, note));
    }
  }

  /** Compares what an operator finds. */
  final void checkLocated(I id, @Nullable String found) {
    forgetEvicted(id, found == null);
    Cell cell = isGone(id) && !holdsExpired() ? null : rows.get(id);
    assertEquals(cell == null ? null : cell.value(), found);
  }

  /** A row that has expired is found as long as there is room for it. */
  final void forgetEvicted(I id, boolean missed) {
    if (missed && isExpired(id, settled) && !touched.containsKey(id)) {
      rows.remove(id);
    }
  }

  /** The store was told to set a row that has expired: nothing but its changelog changes. */
  final void setExpired() {
    late++;
  }

  /** Drains the iterator; peeking must tell the truth. */
  static List<String> show(KeyValueIterator<?, ?> iterator) {
    List<String> rows = new ArrayList<>();
    try (iterator) {
      while (iterator.hasNext()) {
        Object peeked = iterator.peekNextKey();
        KeyValue<?, ?> row = iterator.next();
        assertEquals(peeked, row.key);
        rows.add(show(row.key, row.value));
      }
    }
    return rows;
  }

  static String show(Object key, Object value) {
    return key + "=" + value;
  }

  static <T> List<T> reversed(List<T> list) {
    List<T> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  // ---- for the run ----

  void checkAll(StoreAccess store) {
    List<String> expected = contents();
    for (boolean shared : new boolean[] {false, true}) {
      assertEquals(expected, show(scan(store, shared, true)), store.name());
      assertEquals(reversed(expected), show(scan(store, shared, false)), store.name());
    }
  }

  /** Takes what is held back from emission and compares it. */
  final void checkEmissions(StoreAccess store) {
    List<String> expected = new ArrayList<>();
    held.forEach(
        (id, row) -> {
          String before = isExpired(id, settled) ? null : row.before;
          if (before != null || row.now != null) {
            expected.add(emissionId(id) + ":" + before + "->" + row.now + " at " + row.timestamp);
            settled = Math.max(settled, time(id));
          }
        });
    held.clear();
    List<String> found = new ArrayList<>();
    drain(store, found);
    assertEquals(expected, found, store.name() + ": emissions");
  }

  /** Takes what is held back from emission. */
  void drain(StoreAccess store, List<String> found) {
    store
        .<Object, Object>table()
        .drainEmissions(
            (key, rawKey, start, now, before, timestamp) ->
                found.add(key + "@" + start + ":" + before + "->" + now + " at " + timestamp));
  }

  /** Compares how many records the changelog got at this commit. */
  final void checkRecordCount(StoreAccess store, long sent) {
    boolean dedup = dedup(store);
    int most = (dedup ? touched.size() : updates) + late;
    int least = dedup ? leastRecordCount() + late : most;
    forgetUncommitted();
    if (store.spec().options().logging()) {
      assertTrue(
          least <= sent && sent <= most,
          () -> store.name() + ": " + sent + " records sent, not " + least + " to " + most);
    } else {
      assertEquals(0, sent, store.name() + ": records sent");
    }
  }

  /**
   * Of a row that came and went since the last commit the changelog need not know, nor of one that
   * went after it had expired.
   */
  private int leastRecordCount() {
    if (!forgets() && !holdsExpired()) {
      return touched.size();
    }
    int count = 0;
    for (Map.Entry<I, Boolean> row : touched.entrySet()) {
      boolean gone = isGone(row.getKey());
      boolean there = rows.containsKey(row.getKey()) && (!gone || holdsExpired());
      boolean told = !forgets() || row.getValue();
      count += there || (told && !(gone && holdsExpired())) ? 1 : 0;
    }
    return count;
  }

  /** Whether the changelog gets one record per row and commit; some kinds do not ask. */
  boolean dedup(StoreAccess store) {
    return store.dedup();
  }

  /** Whether the store may forget rows that came and went since the last commit. */
  boolean forgets() {
    return false;
  }

  /** Whether expired rows are found and emitted as if they had not, as by a cache. */
  boolean holdsExpired() {
    return false;
  }

  /** The time by which a row expires. */
  long time(I id) {
    return 0;
  }

  /** Whether a row has expired by then. */
  boolean isExpired(I id, long now) {
    return false;
  }

  /** Whether a row that is there has expired and may be forgotten. */
  final boolean isGone(I id) {
    return isExpired(id, observed);
  }

  /** An immutable copy of what the store must hold. */
  final Object save() {
    return new Saved<>(new TreeMap<>(rows), observed);
  }

  /** Back to a copy; null: an empty store. Nothing is uncommitted or held back then. */
  @SuppressWarnings("unchecked") // a copy of its own
  final void load(@Nullable Object saved) {
    rows.clear();
    observed = -1;
    if (saved != null) {
      Saved<I> copy = (Saved<I>) Objects.requireNonNull(saved);
      rows.putAll(copy.rows());
      observed = copy.observed();
    }
    settled = observed;
    held.clear();
    forgetUncommitted();
  }

  private void forgetUncommitted() {
    touched.clear();
    updates = 0;
    late = 0;
  }
}
