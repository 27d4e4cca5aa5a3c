package io.thalweg.streams.benchmarks.state;

import io.thalweg.streams.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The main of {@code benchmarks/run-state}; see {@code benchmarks/README.md}. */
public final class StateBenchmarks {
  private static final Set<String> OPTIONS =
      Set.of("scenarios", "rounds", "records", "output", "work");

  private StateBenchmarks() {}

  /** Options are {@code --name value} pairs; exits with 2 on a wrong one. */
  public static void main(String[] args) throws IOException {
    Map<String, String> options;
    List<Scenario> scenarios;
    try {
      options = options(args);
      scenarios = Scenario.named(options.getOrDefault("scenarios", "all"));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    int rounds = Integer.parseInt(options.getOrDefault("rounds", "5"));
    int records = Integer.parseInt(options.getOrDefault("records", "500000"));
    String load = String.format(Locale.ROOT, "%.2f", Machine.load());
    String work = options.get("work");
    Path folder =
        work == null
            ? Files.createTempDirectory("thalweg-state")
            : Files.createDirectories(Path.of(work));
    List<Duel.Outcome> outcomes = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Duel.Outcome outcome = new Duel(scenario, folder, rounds, records).run();
      System.out.println(outcome.lines());
      outcomes.add(outcome);
    }
    String report = head(args, load, rounds, records) + StateReport.of(outcomes);
    System.out.println(report);
    String output = options.get("output");
    if (output != null) {
      Files.writeString(Path.of(output), report);
    }
    System.exit(0); // whatever threads an engine may have left
  }

  private static String head(String[] args, String load, int rounds, int records)
      throws IOException {
    return String.format(
        Locale.ROOT,
        "# State layer benchmark of %s%n%n- Machine: %s: %s; load average at the start %s%n"
            + "- Command: `benchmarks/run-state %s`%n- %d rounds of %,d records (fewer where a"
            + " record touches several rows) after as many again to warm up; medians%n%n",
        LocalDate.now(ZoneOffset.UTC),
        Machine.hostName(),
        Machine.description(),
        load,
        String.join(" ", args),
        rounds,
        records);
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (!OPTIONS.contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "'"
                + args[i]
                + "' is no option with a value; known: --"
                + String.join(", --", OPTIONS));
      }
      options.put(name, args[i + 1]);
    }
    return options;
  }
}
