package io.thalweg.streams.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run showed.
 *
 * @param recipe how the topology was grown, for people to read
 * @param description {@code Topology.describe()}; what was thrown if there is no topology
 * @param records per output topic, in order
 * @param stores rows per store
 * @param topics all topics written to
 * @param end "done", or what was thrown and where
 */
public record Outcome(
    String recipe,
    String description,
    SortedMap<String, List<String>> records,
    SortedMap<String, List<String>> stores,
    Set<String> topics,
    String end) {

  /** Prefix of output topics with updates of a table. */
  public static final String UPDATES = "updates";

  /** Prefix of output topics with records that stand for themselves. */
  public static final String RECORDS = "records";

  /** A topology that could not be built. */
  public static Outcome refused(String recipe, String why) {
    return new Outcome(recipe, why, new TreeMap<>(), new TreeMap<>(), Set.of(), "refused");
  }

  /** Where {@code other} differs; empty if nowhere. */
  String difference(Outcome other) {
    StringBuilder text = new StringBuilder();
    compare(text, "describe()", description, other.description);
    compare(text, "end", end, other.end);
    compare(text, "topics", new TreeSet<>(topics), new TreeSet<>(other.topics));
    compareAll(text, "output of ", records, other.records);
    compareAll(text, "store ", stores, other.stores);
    return text.toString();
  }

  private static void compareAll(
      StringBuilder text, String what, Map<String, List<String>> a, Map<String, List<String>> b) {
    Set<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      compare(text, what + name, a.get(name), b.get(name));
    }
  }

  private static void compare(StringBuilder text, String what, Object a, Object b) {
    if (!String.valueOf(a).equals(String.valueOf(b))) {
      text.append(what)
          .append("\n  Kafka Streams: ")
          .append(a)
          .append("\n  Thalweg:       ")
          .append(b)
          .append('\n');
    }
  }

  /** Whether the run showed anything that could differ. */
  boolean saysSomething() {
    return records.values().stream().anyMatch(list -> !list.isEmpty());
  }
}
