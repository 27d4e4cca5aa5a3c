package io.thalweg.streams.fuzz;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  private static final Pattern WINDOW = Pattern.compile("^\\[.*@\\d+/\\d+]=");

  /** Prefix of output topics with updates of a table. */
  public static final String UPDATES = "updates";

  /** Prefix of output topics with records that stand for themselves. */
  public static final String RECORDS = "records";

  /** A topology that could not be built. */
  public static Outcome refused(String recipe, String why) {
    return new Outcome(recipe, why, new TreeMap<>(), new TreeMap<>(), Set.of(), "refused");
  }

  /**
   * Where {@code other} differs; empty if nowhere. Left aside are changelog topics (Thalweg logs a
   * row once per commit, so not at all if it came and went), windows that the peer still shows
   * although they are past their retention, and, where topics lie between operators, the order of
   * records with different keys, which is that of the driver's queues. Where one record goes
   * several ways through topics (cogroup, joins by foreign key) only the last result of a key is
   * compared.
   */
  String difference(Outcome other) {
    if (end.equals("refused") && !description.contains("TopologyException")) {
      return ""; // it failed where it should not have
    }
    StringBuilder text = new StringBuilder();
    compare(text, "describe()", description, other.description);
    compare(text, "end", end, other.end);
    compare(text, "topics", withoutChangelogs(topics), withoutChangelogs(other.topics));
    for (String topic : both(records, other.records)) {
      List<String> theirs = records.getOrDefault(topic, List.of());
      List<String> ours = other.records.getOrDefault(topic, List.of());
      compare(text, "output of " + topic, comparable(theirs), comparable(ours));
    }
    for (String store : both(stores, other.stores)) {
      List<String> ours = other.stores.get(store);
      compare(text, "store " + store, unexpired(stores.get(store), ours), ours);
    }
    return text.toString();
  }

  private static Set<String> withoutChangelogs(Set<String> topics) {
    Set<String> others = new TreeSet<>(topics);
    others.removeIf(topic -> topic.endsWith("-changelog"));
    return others;
  }

  private static Set<String> both(Map<String, ?> a, Map<String, ?> b) {
    Set<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    return names;
  }

  private List<String> comparable(List<String> lines) {
    if (!description.contains("Sub-topology: 1")) {
      return lines;
    }
    if (!recipe.contains("cogroup") && !recipe.contains("foreign-key")) {
      return lines.stream().sorted(Comparator.comparing(Outcome::key)).toList();
    }
    SortedMap<String, String> last = new TreeMap<>();
    lines.forEach(line -> last.put(key(line), line));
    last.values().removeIf(line -> line.contains("=null@"));
    return List.copyOf(last.values());
  }

  private static String key(String line) {
    return line.substring(0, line.indexOf('='));
  }

  /** Leaves out windows that only the peer has. */
  private static @Nullable List<String> unexpired(
      @Nullable List<String> theirs, @Nullable List<String> ours) {
    return theirs == null || ours == null
        ? theirs
        : theirs.stream().filter(row -> !WINDOW.matcher(row).find() || ours.contains(row)).toList();
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
