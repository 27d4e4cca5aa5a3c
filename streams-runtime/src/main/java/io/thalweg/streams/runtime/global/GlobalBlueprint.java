package io.thalweg.streams.runtime.global;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.task.TaskGraph;
import io.thalweg.streams.stores.TaskState;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the global state of an instance is made of. Immutable.
 *
 * @param feeds in the order of the topology
 * @param stores makes their specs, with serdes resolved
 * @param assembly links the operators
 */
public record GlobalBlueprint(
    List<Feed> feeds, Supplier<List<StoreSpec>> stores, Assembly assembly) {
  public GlobalBlueprint {
    feeds = List.copyOf(feeds);
  }

  /**
   * A topic and the store that is fed from it.
   *
   * @param source the node that reads the topic
   * @param copied whether the topic's records are the store's rows, so that loading needs no
   *     processor
   */
  public record Feed(String topic, String store, String source, boolean copied) {}

  /** Makes the operators. */
  public interface Assembly {
    TaskGraph link(OperatorContext context, TaskState state);
  }

  /** Whether there are no global stores. */
  public boolean isEmpty() {
    return feeds.isEmpty();
  }

  Set<String> storeNames() {
    return feeds.stream().map(Feed::store).collect(Collectors.toUnmodifiableSet());
  }
}
