package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.RepartitionTopic;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.plan.Subtopology;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.runtime.assignment.AssignmentTopology;
import io.thalweg.streams.runtime.assignment.CopartitionGroup;
import io.thalweg.streams.runtime.assignment.InternalTopic;
import io.thalweg.streams.runtime.assignment.SubtopologyTopics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Derives from a plan what the group has to know about topics, with full names. */
final class GroupTopics {
  private final LogicalPlan plan;
  private final String applicationId;

  GroupTopics(LogicalPlan plan, String applicationId) {
    this.plan = plan;
    this.applicationId = applicationId;
  }

  AssignmentTopology topology() {
    return new AssignmentTopology(
        applicationId,
        plan.subtopologies().stream().map(this::of).toList(),
        plan.copartitionGroups().stream().map(this::copartitioned).toList());
  }

  /** The full name of a topic that stands in the plan without prefix if it is internal. */
  String fullName(String topic) {
    return plan.repartitionTopics().containsKey(topic) ? applicationId + "-" + topic : topic;
  }

  /** The full changelog name of a store; a source topic may serve as one. */
  String changelog(String store) {
    String source = plan.sourceTopicChangelogs().get(store);
    return source != null ? fullName(source) : applicationId + "-" + store + "-changelog";
  }

  /** The topics of one subtopology. */
  SubtopologyTopics of(Subtopology subtopology) {
    Set<String> topics = new LinkedHashSet<>();
    List<Pattern> patterns = new ArrayList<>();
    Map<String, InternalTopic> repartitionSources = new LinkedHashMap<>();
    Set<String> repartitionSinks = new LinkedHashSet<>();
    for (PlanNode node : subtopology.nodes()) {
      if (node instanceof SourceNode source) {
        addSource(source, topics, patterns, repartitionSources);
      } else if (node instanceof SinkNode sink
          && sink.target() instanceof SinkNode.Target.Topic topic
          && plan.repartitionTopics().containsKey(topic.name())) {
        repartitionSinks.add(fullName(topic.name()));
      }
    }
    return new SubtopologyTopics(
        subtopology.id(),
        topics,
        patterns,
        repartitionSources,
        repartitionSinks,
        changelogs(subtopology),
        !subtopology.stores().isEmpty());
  }

  private void addSource(
      SourceNode source,
      Set<String> topics,
      List<Pattern> patterns,
      Map<String, InternalTopic> repartitionSources) {
    if (source.topics() instanceof TopicSelection.Matching matching) {
      patterns.add(matching.pattern());
      return;
    }
    for (String topic : ((TopicSelection.Names) source.topics()).topics()) {
      RepartitionTopic repartition = plan.repartitionTopics().get(topic);
      if (repartition == null) {
        topics.add(topic);
      } else {
        String name = fullName(topic);
        repartitionSources.put(name, InternalTopic.repartition(name, repartition.partitions()));
      }
    }
  }

  private Map<String, InternalTopic> changelogs(Subtopology subtopology) {
    Map<String, InternalTopic> changelogs = new LinkedHashMap<>();
    for (String store : subtopology.stores()) {
      StoreSpec spec = plan.stores().get(store);
      if (spec == null) {
        throw new IllegalStateException("The plan has no store " + store);
      }
      if (spec.options().logging() && !plan.sourceTopicChangelogs().containsKey(store)) {
        String name = changelog(store);
        changelogs.put(name, changelogTopic(name, spec));
      }
    }
    return changelogs;
  }

  private static InternalTopic changelogTopic(String name, StoreSpec spec) {
    Map<String, String> configs = spec.options().changelogConfig();
    StoreSpec.WindowSpec window = spec.window();
    if (window == null) {
      return InternalTopic.changelog(name, configs);
    }
    if (spec.kind() == StoreSpec.Kind.VERSIONED) {
      return InternalTopic.changelog(
          name, InternalTopic.Kind.VERSIONED_CHANGELOG, window.changelogRetentionMs(), configs);
    }
    InternalTopic.Kind kind =
        window.retainDuplicates()
            ? InternalTopic.Kind.DUPLICATES_CHANGELOG
            : InternalTopic.Kind.WINDOWED_CHANGELOG;
    return InternalTopic.changelog(name, kind, window.changelogRetentionMs(), configs);
  }

  private CopartitionGroup copartitioned(Set<String> sources) {
    Set<String> topics = new LinkedHashSet<>();
    List<Pattern> patterns = new ArrayList<>();
    for (String name : sources) {
      if (plan.node(name) instanceof SourceNode source) {
        if (source.topics() instanceof TopicSelection.Matching matching) {
          patterns.add(matching.pattern());
        } else {
          ((TopicSelection.Names) source.topics()).topics().forEach(t -> topics.add(fullName(t)));
        }
      }
    }
    return new CopartitionGroup(topics, patterns);
  }
}
