package io.thalweg.streams.runtime.task;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.stores.ReadView;
import java.util.Map;
import java.util.Set;

/**
 * The global stores of an instance as its tasks see them: to be read, from any thread. What keeps
 * them publishes them before the first task is made.
 */
public final class GlobalStores {
  private final Set<String> names;

  /** [global thread writes, once; stream threads read] */
  private volatile Map<String, Shown> stores = Map.of();

  /**
   * A store.
   *
   * @param view for operators
   * @param face for processors of the user
   */
  public record Shown(ReadView view, StateStore face) {}

  /** The global stores of a topology, not there yet. */
  public GlobalStores(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** What the topology calls them. */
  public Set<String> names() {
    return names;
  }

  public boolean has(String store) {
    return names.contains(store);
  }

  /** The stores are complete and may be read. */
  public void publish(Map<String, Shown> complete) {
    stores = Map.copyOf(complete);
  }

  /**
   * One of them.
   *
   * @throws IllegalStateException if they are not published yet
   */
  public Shown get(String store) {
    Shown shown = stores.get(store);
    if (shown == null) {
      throw new IllegalStateException(
          "Global store " + store + " is used before it is loaded; there are " + stores.keySet());
    }
    return shown;
  }
}
