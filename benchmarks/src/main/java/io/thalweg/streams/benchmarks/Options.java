package io.thalweg.streams.benchmarks;

import io.thalweg.streams.benchmarks.engine.Engine;
import io.thalweg.streams.benchmarks.workload.Size;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line: {@code --name value} pairs and flags. Immutable. */
final class Options {
  private static final Set<String> FLAGS = Set.of("quick", "profile", "help");
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "workloads", "all",
          "engines", "all",
          "rounds", "3",
          "scale", "1",
          "length", "1",
          "threads", "1",
          "partitions", "4",
          "heap", "2g",
          "timeout", "120",
          "work", "");
  private static final Set<String> OTHERS =
      Set.of("commit-interval", "bootstrap-servers", "broker-pid", "machine", "output");
  private static final Map<String, String> QUICK = Map.of("rounds", "1", "scale", "0.02");

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /** Throws {@link IllegalArgumentException} that says what is known. */
  static Options parse(List<String> arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = name(arguments.get(i));
      if (FLAGS.contains(name)) {
        given.put(name, "true");
      } else if (!DEFAULTS.containsKey(name) && !OTHERS.contains(name)) {
        throw new IllegalArgumentException("Unknown option --" + name + "; see --help.");
      } else if (++i == arguments.size()) {
        throw new IllegalArgumentException("Option --" + name + " needs a value; see --help.");
      } else {
        given.put(name, arguments.get(i));
      }
    }
    Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
    if (given.containsKey("quick")) {
      values.putAll(QUICK);
    }
    values.putAll(given);
    return new Options(values);
  }

  private static String name(String argument) {
    if (!argument.startsWith("--")) {
      throw new IllegalArgumentException("Expected an option, not '" + argument + "'; see --help.");
    }
    return argument.substring(2);
  }

  static String help() {
    return """
    benchmarks/run [options]
      --workloads a,b      stateless, count, count-uncached, eos, tumbling, hopping, sliding, session,
                           session-zipf, suppress, stream-table, rekey-aggregate, foreign-key,
                           stream-stream, restore (all)
      --engines a,b        kafka-streams, thalweg, floor (all that this build has)
      --rounds n           rounds, in each of which every engine runs once (3)
      --scale x            factor on the numbers of records and keys (1)
      --length x           factor on the numbers of records and the event time they span (1)
      --quick              a proof that all works: scale 0.02, one round; no results file
      --threads n          stream threads of the engines (1; the floor always has one)
      --partitions n       partitions of every topic (4)
      --commit-interval ms the same for all (the default of Kafka Streams: 30000, exactly-once 100)
      --heap size          -Xmx of every engine (2g)
      --profile            a flight recording of every run, and its top frames; distorts the figures
      --bootstrap-servers  a broker that runs already, instead of one started here
      --broker-pid         its process id, if it is on this machine: for its CPU time
      --machine name       for the results file (host name)
      --output file        the results file (benchmarks/results/<date>-<machine>.md)
      --timeout seconds    how long an engine may make no progress (120)
      --work folder        scratch folder for broker data and state (a temporary one)
    """;
  }

  boolean flag(String name) {
    return values.containsKey(name);
  }

  List<Workload> workloads() {
    String names = get("workloads");
    return names.equals("all")
        ? List.of(Workload.values())
        : Arrays.stream(names.split(",", -1)).map(Workload::of).toList();
  }

  List<Engine> engines() {
    String names = get("engines");
    return names.equals("all")
        ? Arrays.stream(Engine.values()).filter(Engine::present).toList()
        : Arrays.stream(names.split(",", -1)).map(Engine::of).toList();
  }

  int rounds() {
    return positive("rounds");
  }

  double scale() {
    return factor("scale");
  }

  double length() {
    return factor("length");
  }

  Size size() {
    return new Size(scale(), length());
  }

  private double factor(String name) {
    double factor;
    try {
      factor = Double.parseDouble(get(name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " must be a number, not " + get(name), e);
    }
    if (!(factor > 0 && factor <= 100)) {
      throw new IllegalArgumentException(
          "--" + name + " must be above 0 and at most 100, not " + factor);
    }
    return factor;
  }

  int partitions() {
    return positive("partitions");
  }

  int threads() {
    return positive("threads");
  }

  int timeoutSeconds() {
    return positive("timeout");
  }

  String heap() {
    return get("heap");
  }

  @Nullable String find(String name) {
    return values.get(name);
  }

  @Nullable Path path(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : Path.of(value).toAbsolutePath();
  }

  private String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Option --" + name + " has no value; see --help.");
    }
    return value;
  }

  private int positive(String name) {
    try {
      int value = Integer.parseInt(get(name));
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw new IllegalArgumentException(
        "--" + name + " must be a positive whole number, not " + get(name));
  }
}
