package io.thalweg.streams.benchmarks.state;

import io.thalweg.streams.benchmarks.report.Spread;
import java.util.List;
import java.util.Locale;

/** The table of a results file. */
final class StateReport {
  private static final String[] HEAD = {
    "scenario",
    "kafka-streams ns",
    "thalweg ns",
    "ratio",
    "target",
    "ratio, whole process",
    "changelog records"
  };

  private StateReport() {}

  static String of(List<Duel.Outcome> outcomes) {
    StringBuilder text = new StringBuilder();
    text.append("CPU time of the owner thread per record; changelog records: of both sides.\n\n");
    text.append("| ").append(String.join(" | ", HEAD)).append(" |\n");
    text.append("|---".repeat(HEAD.length)).append("|\n");
    for (Duel.Outcome outcome : outcomes) {
      Spread ratio = outcome.ratio();
      double target = outcome.scenario().target();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.0f | %s | %.1f %s | %s | %,d / %,d |%n",
              outcome.scenario().title(),
              outcome.kafkaStreams().thread().median(),
              outcome.thalweg().thread().median(),
              ratio,
              target,
              ratio.median() >= target ? "reached" : "MISSED",
              outcome.processRatio(),
              outcome.kafkaStreams().logged(),
              outcome.thalweg().logged()));
    }
    text.append("\n## Every round\n\n```\n");
    outcomes.forEach(outcome -> text.append(outcome.lines()).append('\n'));
    return text.append("```\n").toString();
  }
}
