package io.thalweg.streams.runtime.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which stores each thread of this instance has. Immutable: every change makes a new one. */
public final class StoreCatalog {
  /** Of numbered threads, the second comes before the tenth. */
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final SortedMap<String, ThreadStores> threads;
  private final Map<String, List<LocalStore>> all;
  private final Map<String, List<LocalStore>> active;

  /** One thread's stores and its state, a word such as {@code RUNNING}. */
  private record ThreadStores(String state, List<LocalStore> stores) {}

  private StoreCatalog(SortedMap<String, ThreadStores> threads) {
    this.threads = threads;
    this.all = new HashMap<>();
    this.active = new HashMap<>();
    for (ThreadStores thread : threads.values()) {
      for (LocalStore store : thread.stores()) {
        all.computeIfAbsent(store.name(), name -> new ArrayList<>()).add(store);
        if (store.active()) {
          active.computeIfAbsent(store.name(), name -> new ArrayList<>()).add(store);
        }
      }
    }
  }

  /** A catalog without threads. */
  public static StoreCatalog empty() {
    return new StoreCatalog(new TreeMap<>(BY_NUMBER));
  }

  /** This catalog with what a thread has now in place of what it had. */
  public StoreCatalog with(String thread, String state, Collection<LocalStore> stores) {
    List<LocalStore> sorted = new ArrayList<>(stores);
    sorted.sort(Comparator.comparing(LocalStore::task).thenComparing(LocalStore::name));
    SortedMap<String, ThreadStores> changed = new TreeMap<>(threads);
    changed.put(thread, new ThreadStores(state, sorted));
    return new StoreCatalog(changed);
  }

  /** This catalog without a thread. */
  public StoreCatalog without(String thread) {
    SortedMap<String, ThreadStores> changed = new TreeMap<>(threads);
    changed.remove(thread);
    return new StoreCatalog(changed);
  }

  /** The partitions of a store, by thread and task; without {@code stale} only the active ones. */
  public List<LocalStore> stores(String name, boolean stale) {
    List<LocalStore> found = (stale ? all : active).get(name);
    return found == null ? List.of() : Collections.unmodifiableList(found);
  }

  /** States, other than {@code RUNNING}, that threads without stores are in. */
  List<String> notRunning() {
    return threads.values().stream()
        .filter(thread -> thread.stores().isEmpty() && !thread.state().equals("RUNNING"))
        .map(ThreadStores::state)
        .toList();
  }
}
