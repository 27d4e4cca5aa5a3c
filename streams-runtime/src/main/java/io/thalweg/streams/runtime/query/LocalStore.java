package io.thalweg.streams.runtime.query;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.stores.ReadView;

/**
 * One partition of a store on this instance.
 *
 * @param active whether it is up to date: of an active task that is not being restored; others are
 *     read only by queries that allow stale stores
 */
public record LocalStore(
    String name, TaskId task, StoreSpec.Kind kind, ReadView view, boolean active) {
  public int partition() {
    return task.partition();
  }
}
