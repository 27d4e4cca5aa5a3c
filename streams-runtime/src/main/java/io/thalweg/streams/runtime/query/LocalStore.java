package io.thalweg.streams.runtime.query;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.stores.ReadView;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a store on this instance.
 *
 * @param active whether it is up to date: of an active task that is not being restored; others are
 *     read only by queries that allow stale stores
 * @param exposed the store itself where the user brought it, for store types of the user; null for
 *     our own, which only the stream thread may touch
 */
public record LocalStore(
    String name,
    TaskId task,
    StoreSpec.Kind kind,
    ReadView view,
    boolean active,
    @Nullable StateStore exposed) {

  /** One of our own stores. */
  public LocalStore(String name, TaskId task, StoreSpec.Kind kind, ReadView view, boolean active) {
    this(name, task, kind, view, active, null);
  }

  public int partition() {
    return task.partition();
  }
}
