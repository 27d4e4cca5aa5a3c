package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.TopologyDescription;
import io.thalweg.streams.plan.PlanNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Describes a plan in the words and the order that Kafka Streams' users and tools know. */
final class PlanDescription implements TopologyDescription {
  private final Set<TopologyDescription.Subtopology> subtopologies = new LinkedHashSet<>();
  private final Set<GlobalStore> globalStores = new LinkedHashSet<>();

  /**
   * Describes subtopologies and global stores.
   *
   * @param parents of each node, in the order they were named
   */
  PlanDescription(
      List<io.thalweg.streams.plan.Subtopology> parts,
      List<io.thalweg.streams.plan.GlobalStore> globals,
      Map<String, List<String>> parents) {
    for (io.thalweg.streams.plan.GlobalStore global : globals) {
      globalStores.add(describe(global));
    }
    for (io.thalweg.streams.plan.Subtopology part : parts) {
      subtopologies.add(new Part(part.id(), describe(part, parents)));
    }
  }

  /**
   * Links the nodes in the order of a hash map over their names. Where a node has several
   * neighbours, tools have come to see them in the order that this leads to: a neighbour is sorted
   * in by the weight it has when its link is made.
   */
  private static Set<Node> describe(
      io.thalweg.streams.plan.Subtopology part, Map<String, List<String>> parents) {
    Map<String, DescribedNode> nodes = new HashMap<>();
    for (PlanNode node : part.nodes()) {
      nodes.put(node.name(), DescribedNode.of(node));
    }
    for (DescribedNode node : nodes.values()) {
      for (String parent : parents.getOrDefault(node.name(), List.of())) {
        Objects.requireNonNull(nodes.get(parent)).link(node);
      }
    }
    Set<Node> sorted = new TreeSet<>(DescribedNode.ORDER);
    sorted.addAll(nodes.values());
    return Collections.unmodifiableSet(sorted);
  }

  @Override
  public Set<TopologyDescription.Subtopology> subtopologies() {
    return Collections.unmodifiableSet(subtopologies);
  }

  @Override
  public Set<GlobalStore> globalStores() {
    return Collections.unmodifiableSet(globalStores);
  }

  @Override
  public String toString() {
    SortedMap<Integer, String> parts = new TreeMap<>();
    subtopologies.forEach(part -> parts.put(part.id(), part + "\n"));
    globalStores.forEach(global -> parts.put(global.id(), global.toString()));
    return "Topologies:\n " + String.join("", parts.values());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PlanDescription that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  private static GlobalStore describe(io.thalweg.streams.plan.GlobalStore global) {
    DescribedNode source = DescribedNode.of(global.source());
    DescribedNode processor = DescribedNode.of(global.processor());
    source.link(processor);
    return new Global(global.id(), (Source) source, (Processor) processor);
  }

  private record Global(int id, Source source, Processor processor) implements GlobalStore {
    @Override
    public String toString() {
      return "  Sub-topology: "
          + id
          + " for global store (will not generate tasks)\n    "
          + source
          + "\n    "
          + processor
          + "\n";
    }
  }

  private record Part(int id, Set<Node> nodes) implements Subtopology {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("  Sub-topology: ").append(id).append('\n');
      nodes.forEach(node -> text.append("    ").append(node).append('\n'));
      return text.toString();
    }
  }
}
