package io.thalweg.streams.runtime.assignment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one subtopology reads and writes, as far as planning needs to know. All names are full.
 *
 * @param id the number in task ids
 * @param sourceTopics topics of the user that it reads
 * @param sourcePatterns patterns of topics of the user that it reads
 * @param repartitionSources repartition topics that it reads, by name
 * @param repartitionSinks names of the repartition topics that it writes
 * @param changelogs changelog topics of its stores, by name; without source topics that serve as
 *     changelogs, and without stores whose logging is off
 * @param stateful whether its tasks keep state that is worth staying near to
 */
public record SubtopologyTopics(
    int id,
    Set<String> sourceTopics,
    List<Pattern> sourcePatterns,
    Map<String, InternalTopic> repartitionSources,
    Set<String> repartitionSinks,
    Map<String, InternalTopic> changelogs,
    boolean stateful) {

  public SubtopologyTopics {
    sourceTopics = Set.copyOf(sourceTopics);
    sourcePatterns = List.copyOf(sourcePatterns);
    repartitionSources = Map.copyOf(repartitionSources);
    repartitionSinks = Set.copyOf(repartitionSinks);
    changelogs = Map.copyOf(changelogs);
  }

  /** Whether its tasks read the topic. */
  public boolean reads(String topic) {
    return sourceTopics.contains(topic)
        || repartitionSources.containsKey(topic)
        || sourcePatterns.stream().anyMatch(pattern -> pattern.matcher(topic).matches());
  }
}
