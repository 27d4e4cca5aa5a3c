package io.thalweg.streams.plan;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes that are connected by edges or by a shared store: the unit of which each input partition
 * makes one task. Topic names are without the application id prefix where internal.
 *
 * @param id the number in task ids
 * @param nodes in plan order
 * @param stores names of the stores its operators use
 */
public record Subtopology(int id, List<PlanNode> nodes, Set<String> stores) {
  public Subtopology {
    nodes = List.copyOf(nodes);
    stores = Collections.unmodifiableSet(new LinkedHashSet<>(stores));
  }
}
