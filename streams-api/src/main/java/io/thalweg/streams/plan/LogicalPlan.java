package io.thalweg.streams.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole topology, immutable. Maps iterate in the order in which their entries were added.
 *
 * @param nodes every node, parents before children, in the order they were added
 * @param children names of each node's downstream nodes, in order; empty lists for leaves
 * @param stores by name
 * @param repartitionTopics by name (without the application id prefix)
 * @param copartitionGroups sets of source node names whose topics must have equal partition counts
 * @param sourceTopicChangelogs store name -> source topic that serves as its changelog (optimised
 *     tables); such a store has no changelog topic of its own
 * @param parts what the nodes make up
 */
public record LogicalPlan(
    List<PlanNode> nodes,
    Map<String, List<String>> children,
    Map<String, StoreSpec> stores,
    Map<String, RepartitionTopic> repartitionTopics,
    List<Set<String>> copartitionGroups,
    Map<String, String> sourceTopicChangelogs,
    Parts parts) {

  public LogicalPlan {
    nodes = List.copyOf(nodes);
    Map<String, List<String>> copies = new LinkedHashMap<>();
    children.forEach((name, list) -> copies.put(name, List.copyOf(list)));
    children = Collections.unmodifiableMap(copies);
    stores = Collections.unmodifiableMap(new LinkedHashMap<>(stores));
    repartitionTopics = Collections.unmodifiableMap(new LinkedHashMap<>(repartitionTopics));
    copartitionGroups = List.copyOf(copartitionGroups);
    sourceTopicChangelogs = Collections.unmodifiableMap(new LinkedHashMap<>(sourceTopicChangelogs));
  }

  /**
   * A topology cut into its parts.
   *
   * @param subtopologies in id order; the ids between theirs are those of global stores
   * @param globals the global stores, in id order; their nodes are not among those of the plan, but
   *     their specs are among its stores
   */
  public record Parts(List<Subtopology> subtopologies, List<GlobalStore> globals) {
    public Parts {
      subtopologies = List.copyOf(subtopologies);
      globals = List.copyOf(globals);
    }
  }

  /** The subtopologies, in id order. */
  public List<Subtopology> subtopologies() {
    return parts.subtopologies();
  }

  /** The global stores, in id order. */
  public List<GlobalStore> globals() {
    return parts.globals();
  }

  /**
   * The subtopology with that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Subtopology subtopology(int id) {
    for (Subtopology subtopology : subtopologies()) {
      if (subtopology.id() == id) {
        return subtopology;
      }
    }
    throw new IllegalArgumentException("The plan has no subtopology " + id);
  }

  /** The node of that name, or null. */
  public @Nullable PlanNode node(String name) {
    for (PlanNode node : nodes) {
      if (node.name().equals(name)) {
        return node;
      }
    }
    return null;
  }
}
