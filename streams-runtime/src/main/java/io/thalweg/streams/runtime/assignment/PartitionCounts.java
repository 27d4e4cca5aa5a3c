package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.errors.MissingSourceTopicException;
import io.thalweg.streams.errors.TaskAssignmentException;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.processor.TaskId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Lays a topology over the topics of a cluster: how many partitions each internal topic has, and
 * which tasks there are. A single-use computation of one thread.
 *
 * <p>A repartition topic gets the number the user asked for, else the highest of the subtopologies
 * that write it. Co-partition groups come after that, so a topic that shrinks or grows with its
 * group does not change the topics downstream of it: partition counts are part of what an
 * application keeps when it moves over, so they follow Kafka Streams here.
 */
public final class PartitionCounts {
  private final AssignmentTopology topology;
  private final Map<String, Integer> clusterTopics;
  // Topics of the user and of the application whose number is known.
  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final SortedMap<String, InternalTopic> repartitionTopics = new TreeMap<>();
  private final Map<Integer, SortedSet<String>> sources = new HashMap<>();

  private PartitionCounts(AssignmentTopology topology, Map<String, Integer> clusterTopics) {
    this.topology = topology;
    this.clusterTopics = clusterTopics;
  }

  /**
   * @param clusterTopics partitions by topic, at least for all source topics of the user that exist
   * @throws MissingSourceTopicException if a source topic is not among {@code clusterTopics}
   * @throws TopologyException if topics that are joined have different numbers of partitions, or
   *     two patterns match one topic
   * @throws TaskAssignmentException if nothing determines the partitions of a repartition topic
   */
  public static TaskLayout resolve(
      AssignmentTopology topology, Map<String, Integer> clusterTopics) {
    PartitionCounts counts = new PartitionCounts(topology, clusterTopics);
    counts.findSources();
    counts.deriveRepartitionTopics();
    topology.copartitionGroups().forEach(counts::equalise);
    return counts.layout();
  }

  private void findSources() {
    topology.subtopologies().forEach(s -> repartitionTopics.putAll(s.repartitionSources()));
    List<String> missing = new ArrayList<>();
    for (SubtopologyTopics subtopology : topology.subtopologies()) {
      SortedSet<String> topics = new TreeSet<>(subtopology.sourceTopics());
      topics.stream()
          .filter(topic -> !clusterTopics.containsKey(topic))
          .forEach(topic -> missing.add(topic + " of subtopology " + subtopology.id()));
      topics.addAll(matching(subtopology.sourcePatterns()));
      for (String topic : topics) {
        if (clusterTopics.containsKey(topic)) {
          counts.put(topic, clusterTopics.get(topic));
        }
      }
      topics.addAll(subtopology.repartitionSources().keySet());
      sources.put(subtopology.id(), topics);
    }
    if (!missing.isEmpty()) {
      throw new MissingSourceTopicException(
          "Source topics do not exist, or the application "
              + topology.applicationId()
              + " may not describe them: "
              + String.join(", ", missing)
              + ". Create them and start the application again.");
    }
    rejectTopicsReadTwice();
  }

  /** Topics of the user that match; never the application's own. */
  private List<String> matching(Collection<Pattern> patterns) {
    return clusterTopics.keySet().stream()
        .filter(topic -> patterns.stream().anyMatch(p -> p.matcher(topic).matches()))
        .filter(topic -> !isInternal(topic))
        .toList();
  }

  private boolean isInternal(String topic) {
    return repartitionTopics.containsKey(topic)
        || topology.subtopologies().stream().anyMatch(s -> s.changelogs().containsKey(topic));
  }

  private void rejectTopicsReadTwice() {
    Map<String, Integer> readers = new HashMap<>();
    for (SubtopologyTopics subtopology : topology.subtopologies()) {
      for (String topic : sourcesOf(subtopology)) {
        Integer other = readers.putIfAbsent(topic, subtopology.id());
        if (other != null) {
          throw new TopologyException(
              "Subtopologies "
                  + other
                  + " and "
                  + subtopology.id()
                  + " both read topic "
                  + topic
                  + "; one topic can have one source only. Change the source patterns so that they"
                  + " do not overlap.");
        }
      }
    }
  }

  private void deriveRepartitionTopics() {
    for (InternalTopic topic : repartitionTopics.values()) {
      topic.partitions().ifPresent(partitions -> counts.put(topic.name(), partitions));
    }
    boolean progress = true;
    while (progress) {
      progress = false;
      for (String topic : repartitionTopics.keySet()) {
        if (!counts.containsKey(topic)) {
          int partitions = upstreamPartitions(topic, false);
          if (partitions > 0) {
            counts.put(topic, partitions);
            progress = true;
          }
        }
      }
      progress = progress || breakCircles();
    }
    List<String> open =
        repartitionTopics.keySet().stream().filter(topic -> !counts.containsKey(topic)).toList();
    if (!open.isEmpty()) {
      throw new TaskAssignmentException(
          "Nothing determines the number of partitions of the repartition topics "
              + open
              + ": make sure that every source topic of the subtopologies that write them exists,"
              + " and that every source pattern matches at least one topic, or give the number in"
              + " Repartitioned.withNumberOfPartitions.");
    }
  }

  /**
   * Two subtopologies may write to each other, as in a foreign-key join: then what is known of the
   * sources upstream has to do. Co-partition groups put it right.
   */
  private boolean breakCircles() {
    Map<String, Integer> known = new HashMap<>();
    for (String topic : repartitionTopics.keySet()) {
      if (!counts.containsKey(topic)) {
        int partitions = upstreamPartitions(topic, true);
        if (partitions > 0) {
          known.put(topic, partitions);
        }
      }
    }
    counts.putAll(known);
    return !known.isEmpty();
  }

  /**
   * The number for a topic; 0 as long as a source upstream of it has none, or all have none if that
   * is tolerated.
   */
  private int upstreamPartitions(String repartitionTopic, boolean tolerant) {
    int highest = 0;
    for (SubtopologyTopics subtopology : topology.subtopologies()) {
      if (subtopology.repartitionSinks().contains(repartitionTopic)) {
        for (String source : sourcesOf(subtopology)) {
          Integer partitions = counts.get(source);
          // A loop back into the subtopology cannot raise its own number.
          if (partitions == null && !tolerant && !source.equals(repartitionTopic)) {
            return 0;
          }
          highest = Math.max(highest, partitions == null ? 0 : partitions);
        }
      }
    }
    return highest;
  }

  /** Makes the topics of a group equal, where they are ours to size, else checks that they are. */
  private void equalise(CopartitionGroup group) {
    Set<String> topics = new TreeSet<>(group.topics());
    topics.addAll(matching(group.patterns()));
    SortedMap<String, Integer> fixed = new TreeMap<>();
    SortedMap<String, Integer> derived = new TreeMap<>();
    for (String topic : topics) {
      Integer partitions = counts.get(topic);
      if (partitions == null) {
        throw new TopologyException(
            "Topic " + topic + " is joined but no subtopology reads it; its group is " + topics);
      }
      InternalTopic internal = repartitionTopics.get(topic);
      boolean ours = internal != null && internal.partitions().isEmpty();
      (ours ? derived : fixed).put(topic, partitions);
    }
    if (Set.copyOf(fixed.values()).size() > 1) {
      throw new TopologyException(
          "Topics not co-partitioned: "
              + fixed
              + ". Topics that are joined need equal numbers of partitions: create them so, or"
              + " repartition() the streams of which you gave no number.");
    }
    Collection<Integer> leading = fixed.isEmpty() ? derived.values() : fixed.values();
    int partitions = leading.stream().max(Comparator.naturalOrder()).orElse(0);
    derived.keySet().forEach(topic -> counts.put(topic, partitions));
  }

  private TaskLayout layout() {
    SortedMap<InternalTopic, Integer> internalTopics =
        new TreeMap<>(Comparator.comparing(InternalTopic::name));
    List<TaskSpec> tasks = new ArrayList<>();
    for (InternalTopic topic : repartitionTopics.values()) {
      internalTopics.put(topic, partitionsOf(topic.name()));
    }
    for (SubtopologyTopics subtopology : topology.subtopologies()) {
      SortedSet<String> topics = sourcesOf(subtopology);
      int taskCount = topics.stream().mapToInt(this::partitionsOf).max().orElse(0);
      for (int partition = 0; partition < taskCount; partition++) {
        tasks.add(
            new TaskSpec(
                new TaskId(subtopology.id(), partition),
                subtopology.stateful(),
                inputs(topics, partition)));
      }
      if (taskCount > 0) {
        subtopology.changelogs().values().forEach(topic -> internalTopics.put(topic, taskCount));
      }
    }
    tasks.sort(Comparator.comparing(TaskSpec::id));
    return new TaskLayout(List.copyOf(tasks), counts, internalTopics);
  }

  private List<TopicPartition> inputs(SortedSet<String> topics, int partition) {
    return topics.stream()
        .filter(topic -> partition < partitionsOf(topic))
        .map(topic -> new TopicPartition(topic, partition))
        .toList();
  }

  private SortedSet<String> sourcesOf(SubtopologyTopics subtopology) {
    return sources.getOrDefault(subtopology.id(), new TreeSet<>());
  }

  private int partitionsOf(String topic) {
    return counts.getOrDefault(topic, 0);
  }
}
