package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.GlobalStore;
import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.Subtopology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which nodes and stores of a topology are global. They take part in the numbering, and in nothing
 * else that makes tasks.
 */
final class GlobalNodes {
  private final Set<String> nodes = new HashSet<>();
  private final Set<String> stores = new HashSet<>();

  void add(String source, String processor, String store) {
    nodes.add(source);
    nodes.add(processor);
    stores.add(store);
  }

  /** No store may have the name of a global one. */
  void checkStoreIsNone(String store) {
    if (stores.contains(store)) {
      throw new TopologyException(
          "A different GlobalStateStore has already been added with the name " + store);
    }
  }

  /** Every processor may read a global store; it need not be connected. */
  void checkNotConnected(String store) {
    if (stores.contains(store)) {
      throw new TopologyException(
          "Global StateStore "
              + store
              + " can be used by a Processor without being specified; it should not be explicitly"
              + " passed.");
    }
  }

  /** Nothing can stand below what maintains a global store. */
  void checkNoChild(String parent, String child) {
    if (nodes.contains(parent)) {
      throw new TopologyException(
          parent
              + " maintains a global store and passes nothing on: it cannot be a parent of "
              + child
              + ".");
    }
  }

  List<PlanNode> without(List<PlanNode> all) {
    return all.stream().filter(node -> !nodes.contains(node.name())).toList();
  }

  List<Subtopology> others(List<Subtopology> parts) {
    return parts.stream().filter(part -> !isGlobal(part)).toList();
  }

  List<GlobalStore> among(List<Subtopology> parts) {
    List<GlobalStore> globals = new ArrayList<>();
    for (Subtopology part : parts) {
      if (isGlobal(part)) {
        OperatorNode processor = (OperatorNode) part.nodes().get(1);
        SourceNode source = (SourceNode) part.nodes().get(0);
        globals.add(new GlobalStore(part.id(), source, processor, processor.stores().get(0)));
      }
    }
    return globals;
  }

  private boolean isGlobal(Subtopology part) {
    return nodes.contains(part.nodes().get(0).name());
  }
}
