package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.Subtopology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Splits a plan into the parts that edges or shared stores hold together. */
final class Subtopologies {
  private final Map<String, String> leader = new HashMap<>();

  private Subtopologies() {}

  /** The parts, numbered in the order of their first nodes. */
  static List<Subtopology> of(List<PlanNode> nodes, Map<String, List<String>> children) {
    Subtopologies parts = new Subtopologies();
    Map<String, String> firstUser = new HashMap<>();
    for (PlanNode node : nodes) {
      for (String child : Objects.requireNonNull(children.get(node.name()))) {
        parts.unite(node.name(), child);
      }
      for (String store : storesOf(node)) {
        String user = firstUser.putIfAbsent(store, node.name());
        if (user != null) {
          parts.unite(user, node.name());
        }
      }
    }
    return parts.number(nodes);
  }

  private List<Subtopology> number(List<PlanNode> nodes) {
    Map<String, List<PlanNode>> members = new LinkedHashMap<>();
    for (PlanNode node : nodes) {
      members.computeIfAbsent(find(node.name()), any -> new ArrayList<>()).add(node);
    }
    List<Subtopology> result = new ArrayList<>(members.size());
    for (List<PlanNode> part : members.values()) {
      Set<String> stores = new LinkedHashSet<>();
      part.forEach(node -> stores.addAll(storesOf(node)));
      result.add(new Subtopology(result.size(), part, stores));
    }
    return result;
  }

  private static List<String> storesOf(PlanNode node) {
    return node instanceof OperatorNode operator ? operator.stores() : List.of();
  }

  private void unite(String one, String other) {
    leader.put(find(other), find(one));
  }

  private String find(String name) {
    String current = name;
    String next = leader.get(current);
    while (next != null && !next.equals(current)) {
      current = next;
      next = leader.get(current);
    }
    return current;
  }
}
