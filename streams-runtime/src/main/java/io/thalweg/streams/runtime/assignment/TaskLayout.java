package io.thalweg.streams.runtime.assignment;

import java.util.List;
import java.util.SortedMap;

/**
 * A topology over the topics of a cluster.
 *
 * @param tasks in id order
 * @param sourceTopics partitions by name of all topics that tasks read, in name order
 * @param internalTopics what has to exist: partitions by topic, in name order
 */
public record TaskLayout(
    List<TaskSpec> tasks,
    SortedMap<String, Integer> sourceTopics,
    SortedMap<InternalTopic, Integer> internalTopics) {}
