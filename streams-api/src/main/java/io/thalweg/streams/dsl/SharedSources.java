package io.thalweg.streams.dsl;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the streams that read the same topics: one source serves them all. */
final class SharedSources {
  private SharedSources() {}

  /**
   * Maps the name of each source that is left out to the one that stands for it.
   *
   * @throws TopologyException if two streams read some but not all topics in common, or with
   *     different reset policies
   */
  static Map<String, String> find(List<Step> steps) {
    Map<Object, SourceNode> byTopics = new LinkedHashMap<>();
    Map<String, SourceNode> byTopic = new HashMap<>();
    Map<String, String> replaced = new HashMap<>();
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
          replaced.put(node.name(), first.name());
        }
      }
    }
    return replaced;
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
        if (other != null && other != node) {
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
