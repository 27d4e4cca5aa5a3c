package io.thalweg.streams.runtime.task;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.stores.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every task of one subtopology is made of. Immutable, shared by all threads.
 *
 * @param stores with serdes resolved
 * @param changelogs full topic name by store name, of the logged stores
 * @param repartitionSources full names of the internal topics it reads
 * @param globals what it may read besides its own stores
 * @param assembly links the operators of one task
 */
public record TaskBlueprint(
    int subtopology,
    List<StoreSpec> stores,
    Map<String, String> changelogs,
    Set<String> repartitionSources,
    GlobalStores globals,
    Assembly assembly) {

  /** Makes the operators of one task. */
  public interface Assembly {
    TaskGraph link(OperatorContext context, TaskState state);
  }

  /** Whether any store lives on disk, or may. */
  public boolean persistent() {
    return stores.stream().anyMatch(StoreSpec::needsDirectory);
  }
}
