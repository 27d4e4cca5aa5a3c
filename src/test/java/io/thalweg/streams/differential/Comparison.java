package io.thalweg.streams.differential;

import io.thalweg.streams.differential.Scenario.Agreement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says where two outcomes of one scenario differ. */
final class Comparison {
  private static final int UNKEYED = -1;
  private static final List<String> NOTHING = List.of();

  private final Scenario scenario;
  private final Outcome expected;
  private final Outcome actual;

  Comparison(Scenario scenario, Outcome expected, Outcome actual) {
    this.scenario = scenario;
    this.expected = expected;
    this.actual = actual;
  }

  /** The names of what is compared, each with its differences (none if equal). */
  Map<String, List<String>> differences() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("describe()", lines(expected.description().lines().toList(), actual.description()));
    all.put("internal topics", byName("topic", expected.internalTopics(), actual.internalTopics()));
    all.put("committed offsets", byName("partition", offsets(expected), offsets(actual)));
    all.put("side effects", sequence("probe", expected.probed(), actual.probed()));
    SortedSet<String> topics = new TreeSet<>(expected.records().keySet());
    topics.addAll(actual.records().keySet());
    topics.forEach(topic -> all.put("records of " + topic, topic(topic)));
    return all;
  }

  private static List<String> lines(List<String> expectedLines, String actualText) {
    return sequence("line", expectedLines, actualText.lines().toList());
  }

  /** How much is sent on is undefined with a cache, and so are positions behind a repartition. */
  private SortedMap<String, String> offsets(Outcome outcome) {
    SortedMap<String, String> offsets = new TreeMap<>(outcome.committed());
    if (scenario.outputs() == Agreement.LAST_PER_KEY) {
      offsets.keySet().removeIf(partition -> !partition.startsWith("@in"));
    }
    return offsets;
  }

  private static List<String> byName(
      String what, SortedMap<String, String> expected, SortedMap<String, String> actual) {
    List<String> found = new ArrayList<>();
    SortedSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(actual.keySet());
    for (String name : names) {
      addIfDifferent(found, what + " " + name, expected.get(name), actual.get(name));
    }
    return found;
  }

  /** Answers of a foreign-key join come from several tasks, of which none is always the last. */
  private boolean inFreeOrder(String topic) {
    return scenario.partitions() > 1
        && (topic.contains("-SUBSCRIPTION-RESPONSE-") || topic.contains("-subscription-response-"));
  }

  private List<String> topic(String topic) {
    if (inFreeOrder(topic)) {
      return List.of();
    }
    Agreement agreement = Outcome.isChangelog(topic) ? scenario.changelogs() : scenario.outputs();
    Map<String, List<String>> left = sorted(expected.records().get(topic), agreement);
    Map<String, List<String>> right = sorted(actual.records().get(topic), agreement);
    SortedSet<String> groups = new TreeSet<>(left.keySet());
    groups.addAll(right.keySet());
    List<String> found = new ArrayList<>();
    for (String group : groups) {
      found.addAll(
          sequence(
              topic + " " + group,
              left.getOrDefault(group, NOTHING),
              right.getOrDefault(group, NOTHING)));
    }
    return found;
  }

  /** Records by the groups within which their order counts. */
  private static Map<String, List<String>> sorted(
      @Nullable SortedMap<Integer, List<Outcome.Entry>> partitions, Agreement agreement) {
    Map<String, List<String>> groups = new TreeMap<>();
    if (partitions == null) {
      return groups;
    }
    List<String> unkeyed = new ArrayList<>();
    partitions.forEach(
        (partition, records) -> {
          for (Outcome.Entry record : records) {
            if (!record.hasKey()) {
              // The producer chooses the partition of records without a key.
              unkeyed.add(record.toString());
            } else {
              add(groups, partition, record, agreement);
            }
          }
        });
    if (!unkeyed.isEmpty()) {
      groups.put("partition " + UNKEYED, unkeyed.stream().sorted().toList());
    }
    return groups;
  }

  private static void add(
      Map<String, List<String>> groups, int partition, Outcome.Entry record, Agreement agreement) {
    String group = "partition " + partition;
    if (agreement != Agreement.SEQUENCE && agreement != Agreement.SEQUENCE_OF_VALUES) {
      group += " key " + record.key();
    }
    List<String> records = groups.computeIfAbsent(group, name -> new ArrayList<>());
    if (agreement.isLast()) {
      records.clear();
    }
    // A key that came and went between two flushes of a cache need not leave a tombstone.
    if (!agreement.isLast() || !record.value().equals("null")) {
      records.add(agreement.isOfValues() ? record.value() : record.toString());
    }
  }

  /** Only the first difference of a sequence tells something. */
  private static List<String> sequence(
      String what, Collection<String> expected, Collection<String> actual) {
    List<String> left = List.copyOf(expected);
    List<String> right = List.copyOf(actual);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < Math.max(left.size(), right.size()) && found.isEmpty(); i++) {
      addIfDifferent(
          found,
          what + " at " + i + " (of " + left.size() + " and " + right.size() + ")",
          i < left.size() ? left.get(i) : null,
          i < right.size() ? right.get(i) : null);
    }
    return found;
  }

  private static void addIfDifferent(
      List<String> found, String where, @Nullable String expected, @Nullable String actual) {
    if (!Objects.equals(expected, actual)) {
      found.add(where + "\n    expected: " + expected + "\n    actual:   " + actual);
    }
  }
}
