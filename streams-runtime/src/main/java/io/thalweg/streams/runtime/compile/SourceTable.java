package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.runtime.operator.SourceOperator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which source reads a topic, by its full name. */
final class SourceTable {
  private final Set<String> repartitionTopics;
  private final String prefix;
  private final Map<String, SourceOperator> byTopic = new HashMap<>();
  private final Map<Pattern, SourceOperator> byPattern = new LinkedHashMap<>();

  SourceTable(Set<String> repartitionTopics, String prefix) {
    this.repartitionTopics = repartitionTopics;
    this.prefix = prefix;
  }

  void add(SourceNode node, SourceOperator source) {
    if (node.topics() instanceof TopicSelection.Names names) {
      for (String topic : names.topics()) {
        byTopic.put(repartitionTopics.contains(topic) ? prefix + topic : topic, source);
      }
    } else if (node.topics() instanceof TopicSelection.Matching matching) {
      byPattern.put(matching.pattern(), source);
    }
  }

  SourceOperator sourceOf(String topic) {
    SourceOperator named = byTopic.get(topic);
    if (named != null) {
      return named;
    }
    for (Map.Entry<Pattern, SourceOperator> entry : byPattern.entrySet()) {
      if (entry.getKey().matcher(topic).matches()) {
        return entry.getValue();
      }
    }
    throw new IllegalStateException("No source reads topic " + topic);
  }
}
