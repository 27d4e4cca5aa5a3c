package io.thalweg.streams.runtime.assignment;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Topics that are joined and so must have equal numbers of partitions.
 *
 * @param topics full names
 * @param patterns every topic that matches one belongs to the group
 */
public record CopartitionGroup(Set<String> topics, List<Pattern> patterns) {
  public CopartitionGroup {
    topics = Set.copyOf(topics);
    patterns = List.copyOf(patterns);
  }

  /** A group without patterns. */
  public static CopartitionGroup of(Set<String> topics) {
    return new CopartitionGroup(topics, List.of());
  }
}
