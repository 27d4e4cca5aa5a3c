package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Topologies for tests; sources whose name begins with "in" are the user's topics. */
final class Topologies {
  private final List<SubtopologyTopics> subtopologies = new ArrayList<>();
  private final List<CopartitionGroup> groups = new ArrayList<>();

  static Topologies of(Sub... subs) {
    Topologies topologies = new Topologies();
    Arrays.stream(subs).map(Sub::build).forEach(topologies.subtopologies::add);
    return topologies;
  }

  Topologies joined(String... topics) {
    groups.add(CopartitionGroup.of(Set.of(topics)));
    return this;
  }

  AssignmentTopology build() {
    return new AssignmentTopology("app", subtopologies, groups);
  }

  static Sub sub(int id) {
    return new Sub(id);
  }

  static TaskSpec task(TaskLayout layout, String id) {
    return layout.tasks().stream()
        .filter(task -> task.id().equals(TaskId.parse(id)))
        .findFirst()
        .orElseThrow();
  }

  static final class Sub {
    private final int id;
    private final Set<String> sources = new HashSet<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final Map<String, InternalTopic> repartitions = new HashMap<>();
    private final Set<String> sinks = new HashSet<>();
    private final Map<String, InternalTopic> changelogs = new HashMap<>();

    private Sub(int id) {
      this.id = id;
    }

    Sub reads(String... topics) {
      for (String topic : topics) {
        if (topic.startsWith("in")) {
          sources.add(topic);
        } else {
          repartition(topic, OptionalInt.empty());
        }
      }
      return this;
    }

    Sub sources(String... topics) {
      sources.addAll(List.of(topics));
      return this;
    }

    Sub repartition(String topic, OptionalInt partitions) {
      repartitions.put(topic, InternalTopic.repartition(topic, partitions));
      return this;
    }

    Sub pattern(String pattern) {
      patterns.add(Pattern.compile(pattern));
      return this;
    }

    Sub writes(String... topics) {
      sinks.addAll(List.of(topics));
      return this;
    }

    Sub changelog(String topic) {
      changelogs.put(topic, InternalTopic.changelog(topic, Map.of()));
      return this;
    }

    private SubtopologyTopics build() {
      return new SubtopologyTopics(
          id, sources, patterns, repartitions, sinks, changelogs, !changelogs.isEmpty());
    }
  }
}
