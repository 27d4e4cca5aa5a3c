package io.thalweg.streams.runtime.assignment;

import java.util.List;

/**
 * The part of a compiled topology that planning needs. Immutable; the same on every member of the
 * group.
 *
 * @param applicationId the group id and the prefix of internal topics
 * @param subtopologies in id order
 * @param copartitionGroups in the order of the topology
 */
public record AssignmentTopology(
    String applicationId,
    List<SubtopologyTopics> subtopologies,
    List<CopartitionGroup> copartitionGroups) {

  public AssignmentTopology {
    subtopologies = List.copyOf(subtopologies);
    copartitionGroups = List.copyOf(copartitionGroups);
  }
}
