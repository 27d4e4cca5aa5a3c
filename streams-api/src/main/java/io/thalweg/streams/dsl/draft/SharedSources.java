package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds the streams that read the same topics: one source serves them all. */
final class SharedSources {
  static final SharedSources NONE = new SharedSources();

  private final Map<String, String> replaced = new LinkedHashMap<>();
  private final Set<Step.Source> dropped = Collections.newSetFromMap(new IdentityHashMap<>());

  private SharedSources() {}

  /** The source that stands for {@code name}. */
  String kept(String name) {
    return replaced.getOrDefault(name, name);
  }

  /** The sources that stand for some of the names, in the order in which those were dropped. */
  List<String> standIns(List<String> names) {
    List<String> found = new ArrayList<>();
    replaced.forEach(
        (dropped, kept) -> names.stream().filter(dropped::equals).forEach(name -> found.add(kept)));
    return found;
  }

  /** Whether another source stands for this one. */
  boolean isDropped(Step.Source source) {
    return dropped.contains(source);
  }

  /**
   * Compares all sources of streams.
   *
   * @throws TopologyException if two streams read some but not all topics in common, or with
   *     different reset policies
   */
  static SharedSources find(List<Step> steps) {
    SharedSources result = new SharedSources();
    Map<Object, SourceNode> byTopics = new HashMap<>();
    Map<String, SourceNode> byTopic = new HashMap<>();
    for (Step step : steps) {
      if (step instanceof Step.Source source) {
        SourceNode node = source.node();
        SourceNode first = byTopics.putIfAbsent(identity(node.topics()), node);
        if (first == null) {
          checkDisjoint(node, byTopic);
        } else if (!Objects.equals(first.offsetReset(), node.offsetReset())) {
          throw new TopologyException(
              "Can't configure different offset reset policies on the same input topic(s)");
        } else {
          result.replaced.put(node.name(), first.name());
          result.dropped.add(source);
        }
      }
    }
    return result;
  }

  private static Object identity(TopicSelection topics) {
    if (topics instanceof TopicSelection.Matching matching) {
      return List.of(matching.pattern().pattern(), matching.pattern().flags());
    }
    return new HashSet<>(((TopicSelection.Names) topics).topics());
  }

  private static void checkDisjoint(SourceNode node, Map<String, SourceNode> byTopic) {
    if (node.topics() instanceof TopicSelection.Names names) {
      for (String topic : names.topics()) {
        SourceNode other = byTopic.putIfAbsent(topic, node);
        if (other != null && !other.name().equals(node.name())) {
          throw new TopologyException(
              "Two source nodes are subscribed to overlapping but not equal input topics: "
                  + other.name()
                  + " and "
                  + node.name()
                  + " both read "
                  + topic);
        }
      }
    }
  }
}
