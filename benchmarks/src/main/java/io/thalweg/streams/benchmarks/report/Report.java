package io.thalweg.streams.benchmarks.report;

import io.thalweg.streams.benchmarks.engine.Engine;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The tables of a run, as Markdown that reads well on a terminal too. */
public final class Report {
  private final List<Measurement> measurements;

  public Report(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
  }

  /** One line about a single run. */
  public static String line(Measurement m) {
    return String.format(
        Locale.ROOT,
        "%-14s %-13s round %d: %8.0f records/s, %6.2f CPU s per M (second half %8.0f, %6.2f),"
            + " broker %5.2f, peak RSS %4d MB%s",
        m.run().workload().title(),
        m.run().engine().title(),
        m.run().round(),
        m.recordsPerSecond(),
        m.cpu(),
        m.secondHalfRecordsPerSecond(),
        m.secondHalfCpu(),
        m.brokerCpu(),
        m.rssKib() / 1024,
        m.problems().isEmpty() ? "" : "  WRONG: " + String.join("; ", m.problems()));
  }

  /** Medians over the rounds. */
  public String figures() {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "workload",
          "engine",
          "records/s",
          "2nd half",
          "CPU s per M",
          "2nd half",
          "broker CPU s per M",
          "2nd half",
          "peak RSS MB",
          "bytes alloc. per record",
          "JIT %",
          "GC %",
          "output"
        });
    for (Workload workload : workloads()) {
      for (Engine engine : Engine.values()) {
        List<Measurement> rounds = rounds(workload, engine);
        if (!rounds.isEmpty()) {
          rows.add(row(workload, engine, rounds));
        }
      }
    }
    return table(rows);
  }

  private static String[] row(Workload workload, Engine engine, List<Measurement> rounds) {
    return new String[] {
      workload.title(),
      engine.title(),
      number("%,.0f", rounds, Measurement::recordsPerSecond),
      number("%,.0f", rounds, Measurement::secondHalfRecordsPerSecond),
      number("%.2f", rounds, Measurement::cpu),
      number("%.2f", rounds, Measurement::secondHalfCpu),
      number("%.2f", rounds, Measurement::brokerCpu),
      number("%.2f", rounds, Measurement::secondHalfBrokerCpu),
      number("%.0f", rounds, m -> m.rssKib() / 1024.0),
      number("%.0f", rounds, Measurement::allocatedPerRecord),
      number("%.0f", rounds, m -> 100 * m.jitShare()),
      number("%.0f", rounds, m -> 100 * m.gcShare()),
      rounds.stream().allMatch(m -> m.problems().isEmpty()) ? "as the model" : "WRONG"
    };
  }

  /** How {@code engine} compares with {@code peer}: above 1 is better for the engine. */
  public String ratios(Engine engine, Engine peer, boolean targets) {
    List<String[]> rows = new ArrayList<>();
    List<String> head =
        new ArrayList<>(
            List.of(
                "workload",
                "records per CPU s",
                "2nd half",
                "records/s",
                "2nd half",
                "with broker CPU",
                "peak RSS"));
    if (targets) {
      head.add("target (CPU, 2nd half; restore: whole run)");
    }
    rows.add(head.toArray(String[]::new));
    for (Workload workload : workloads()) {
      List<Measurement> ours = rounds(workload, engine);
      List<Measurement> theirs = rounds(workload, peer);
      if (!ours.isEmpty() && ours.size() == theirs.size()) {
        rows.add(ratioRow(workload, ours, theirs, targets));
      }
    }
    return rows.size() == 1 ? "" : table(rows);
  }

  /** Restore is all start-up and bulk loading: its whole run counts, and its wall time too. */
  private static String verdicts(
      Workload workload, List<Measurement> ours, List<Measurement> theirs) {
    if (workload != Workload.RESTORE) {
      return verdict(ratio(theirs, ours, Measurement::secondHalfCpu), workload.target());
    }
    return verdict(ratio(theirs, ours, Measurement::cpu), workload.target())
        + ", wall time "
        + verdict(ratio(ours, theirs, Measurement::recordsPerSecond), Workload.RESTORE_WALL_TARGET);
  }

  private static String verdict(Spread ratio, double target) {
    if (target == 0) {
      return "none";
    }
    String word = ratio.median() >= target ? " reached" : " MISSED";
    return String.format(Locale.ROOT, "%.1f", target) + word;
  }

  private static String[] ratioRow(
      Workload workload, List<Measurement> ours, List<Measurement> theirs, boolean targets) {
    List<String> row =
        new ArrayList<>(
            List.of(
                workload.title(),
                ratio(theirs, ours, Measurement::cpu).toString(),
                ratio(theirs, ours, Measurement::secondHalfCpu).toString(),
                ratio(ours, theirs, Measurement::recordsPerSecond).toString(),
                ratio(ours, theirs, Measurement::secondHalfRecordsPerSecond).toString(),
                ratio(theirs, ours, m -> m.cpu() + m.brokerCpu()).toString(),
                ratio(theirs, ours, Measurement::rssKib).toString()));
    if (targets) {
      row.add(verdicts(workload, ours, theirs));
    }
    return row.toArray(String[]::new);
  }

  private static Spread ratio(
      List<Measurement> over, List<Measurement> under, ToDoubleFunction<Measurement> figure) {
    return Spread.ofRatios(
        over.stream().mapToDouble(figure).toArray(), under.stream().mapToDouble(figure).toArray());
  }

  private static String number(
      String format, List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
    return String.format(Locale.ROOT, format, Spread.of(rounds, figure).median());
  }

  private List<Workload> workloads() {
    return measurements.stream().map(m -> m.run().workload()).distinct().toList();
  }

  private List<Measurement> rounds(Workload workload, Engine engine) {
    return measurements.stream()
        .filter(m -> m.run().workload() == workload && m.run().engine() == engine)
        .sorted(Comparator.comparingInt(m -> m.run().round()))
        .toList();
  }

  private static String table(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      text.append('|');
      for (int i = 0; i < columns; i++) {
        String cell = rows.get(r)[i];
        text.append(' ').append(cell).append(" ".repeat(widths[i] - cell.length())).append(" |");
      }
      text.append('\n');
      if (r == 0) {
        text.append('|');
        for (int width : widths) {
          text.append("-".repeat(width + 2)).append('|');
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** All rounds, one line each. */
  public String rounds() {
    return measurements.stream().map(Report::line).collect(Collectors.joining("\n", "", "\n"));
  }
}
