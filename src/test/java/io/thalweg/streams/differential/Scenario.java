package io.thalweg.streams.differential;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a topology is run on and how its results are compared; immutable.
 *
 * @param name without dots and hyphens
 * @param partitions of each input and output topic
 * @param inputs feeds by the short name of their topic
 * @param outputs how far output and repartition topics must agree
 * @param changelogs how far changelog topics must agree
 * @param config settings of the application beside the common ones
 */
public record Scenario(
    String name,
    int partitions,
    Map<String, Feed> inputs,
    Agreement outputs,
    Agreement changelogs,
    Map<String, Object> config) {

  /** How far two topics must agree. */
  public enum Agreement {
    /** The same records in each partition in the same order. */
    SEQUENCE,
    /** The same values in each partition in the same order, whatever else is with them. */
    SEQUENCE_OF_VALUES,
    /** The same records of each key in each partition in the same order. */
    SEQUENCE_PER_KEY,
    /** The same last record of each key in each partition. */
    LAST_PER_KEY,
    /** The same value in the last record of each key in each partition. */
    LAST_VALUE_PER_KEY;

    boolean isLast() {
      return this == LAST_PER_KEY || this == LAST_VALUE_PER_KEY;
    }

    boolean isOfValues() {
      return this == SEQUENCE_OF_VALUES || this == LAST_VALUE_PER_KEY;
    }
  }

  public static Scenario of(String name) {
    return new Scenario(name, 3, Map.of(), Agreement.SEQUENCE, Agreement.SEQUENCE, Map.of());
  }

  public Scenario partitions(int count) {
    return new Scenario(name, count, inputs, outputs, changelogs, config);
  }

  public Scenario in(String topic, Feed feed) {
    return new Scenario(name, partitions, with(inputs, topic, feed), outputs, changelogs, config);
  }

  public Scenario outputs(Agreement agreement) {
    return new Scenario(name, partitions, inputs, agreement, changelogs, config);
  }

  public Scenario changelogs(Agreement agreement) {
    return new Scenario(name, partitions, inputs, outputs, agreement, config);
  }

  public Scenario set(String key, Object value) {
    return new Scenario(name, partitions, inputs, outputs, changelogs, with(config, key, value));
  }

  /** A scenario of another name on the same topology source. */
  public Scenario named(String other) {
    return new Scenario(other, partitions, inputs, outputs, changelogs, config);
  }

  /** The same under exactly-once. */
  public Scenario exactlyOnce() {
    return set("processing.guarantee", "exactly_once_v2");
  }

  /** The same with the record cache on: how often a table is updated is then undefined. */
  public Scenario cached() {
    return set("statestore.cache.max.bytes", 1 << 20)
        .outputs(Agreement.LAST_PER_KEY)
        .changelogs(Agreement.LAST_PER_KEY);
  }

  /** This scenario with some of its inputs only: first those that lead, last those that do not. */
  List<Scenario> byLead() {
    SortedMap<Long, Map<String, Feed>> byLead = new TreeMap<>(Comparator.reverseOrder());
    inputs.forEach(
        (topic, feed) ->
            byLead.computeIfAbsent(feed.lead(), lead -> new LinkedHashMap<>()).put(topic, feed));
    return byLead.values().stream()
        .map(some -> new Scenario(name, partitions, some, outputs, changelogs, config))
        .toList();
  }

  /** Whether an input, by its name, feeds a global store: nobody commits positions in it. */
  static boolean isGlobal(String input) {
    return input.startsWith("global");
  }

  boolean isExactlyOnce() {
    return "exactly_once_v2".equals(config.get("processing.guarantee"));
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
