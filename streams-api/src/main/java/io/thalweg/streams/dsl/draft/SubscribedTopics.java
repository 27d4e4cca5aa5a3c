package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.TopicSelection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** What the sources of one topology read: no topic may reach two of them. */
final class SubscribedTopics {
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Pattern> patterns = new ArrayList<>();

  void add(TopicSelection selection) {
    if (selection instanceof TopicSelection.Names list) {
      addNames(list.topics());
    } else if (selection instanceof TopicSelection.Matching matching) {
      addPattern(matching.pattern());
    }
  }

  private void addNames(List<String> topics) {
    if (topics.isEmpty()) {
      throw new TopologyException("topics cannot be empty: a source reads at least one");
    }
    for (String topic : topics) {
      Objects.requireNonNull(topic, "topic names cannot be null");
      for (Pattern pattern : patterns) {
        if (pattern.matcher(topic).matches()) {
          throw new TopologyException(
              "Topic " + topic + " matches a Pattern already registered by another source.");
        }
      }
      if (!names.add(topic)) {
        throw new TopologyException(
            "Topic " + topic + " has already been registered by another source.");
      }
    }
  }

  private void addPattern(Pattern pattern) {
    for (String topic : names) {
      if (pattern.matcher(topic).matches()) {
        throw new TopologyException(
            "Pattern "
                + pattern
                + " will match a topic that has already been registered by another source.");
      }
    }
    patterns.add(pattern);
  }
}
