package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.Subtopology;
import io.thalweg.streams.plan.TopicSelection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a store is fed from: its keys are partitioned as these topics are. Immutable.
 *
 * @param subtopology whose tasks have the store
 * @param topics full names
 * @param patterns patterns of topics
 */
public record StoreInputs(int subtopology, Set<String> topics, List<Pattern> patterns) {
  public StoreInputs {
    topics = Set.copyOf(topics);
    patterns = List.copyOf(patterns);
  }

  /** Whether the topic is one of them. */
  public boolean contains(String topic) {
    return topics.contains(topic)
        || patterns.stream().anyMatch(pattern -> pattern.matcher(topic).matches());
  }

  /** Of each store of a plan's tasks, by name. */
  static Map<String, StoreInputs> of(LogicalPlan plan, GroupTopics names) {
    Map<String, List<String>> parents = new HashMap<>();
    plan.children()
        .forEach(
            (node, children) ->
                children.forEach(
                    child -> parents.computeIfAbsent(child, c -> new ArrayList<>()).add(node)));
    Map<String, StoreInputs> inputs = new TreeMap<>();
    for (Subtopology subtopology : plan.subtopologies()) {
      for (String store : subtopology.stores()) {
        inputs.put(store, above(subtopology, store, parents, names));
      }
    }
    return inputs;
  }

  private static StoreInputs above(
      Subtopology subtopology, String store, Map<String, List<String>> parents, GroupTopics names) {
    Deque<String> open = new ArrayDeque<>();
    Map<String, PlanNode> nodes = new HashMap<>();
    for (PlanNode node : subtopology.nodes()) {
      nodes.put(node.name(), node);
      if (node instanceof OperatorNode operator && operator.stores().contains(store)) {
        open.add(node.name());
      }
    }
    Set<String> seen = new HashSet<>(open);
    Set<String> topics = new LinkedHashSet<>();
    List<Pattern> patterns = new ArrayList<>();
    while (!open.isEmpty()) {
      String name = open.remove();
      if (nodes.get(name) instanceof SourceNode source) {
        if (source.topics() instanceof TopicSelection.Matching matching) {
          patterns.add(matching.pattern());
        } else {
          ((TopicSelection.Names) source.topics())
              .topics()
              .forEach(topic -> topics.add(names.fullName(topic)));
        }
      }
      parents.getOrDefault(name, List.of()).stream().filter(seen::add).forEach(open::add);
    }
    return new StoreInputs(subtopology.id(), topics, patterns);
  }
}
