package io.thalweg.streams.benchmarks;

import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.engine.Engine;
import io.thalweg.streams.benchmarks.engine.RunSpec;
import io.thalweg.streams.benchmarks.report.Measurement;
import io.thalweg.streams.benchmarks.report.Recording;
import io.thalweg.streams.benchmarks.report.Report;
import io.thalweg.streams.benchmarks.workload.Check;
import io.thalweg.streams.benchmarks.workload.Model;
import io.thalweg.streams.benchmarks.workload.Models;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Runs every workload on every engine, round by round, and collects what was measured. */
final class Runner {
  private static final long MINUTE = 60_000;

  private final Options options;
  private final Broker broker;
  private final Topics topics;
  private final Path work;
  private final PrintStream out;
  private final ChildJvm child;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  Runner(Options options, Broker broker, Topics topics, Path work, PrintStream out) {
    this.options = options;
    this.broker = broker;
    this.topics = topics;
    this.work = work;
    this.out = out;
    this.child = new ChildJvm(options.heap());
  }

  List<Measurement> measurements() {
    return measurements;
  }

  /** Runs that ended without a measurement. */
  List<String> failures() {
    return failures;
  }

  List<String> jvmFlags() {
    return child.flags();
  }

  void run(Workload workload) throws IOException, InterruptedException {
    // the data lies in the recent past, where no broker drops it for its age or refuses it
    long age = 90 + (long) (30 * options.length());
    long base = (System.currentTimeMillis() / MINUTE - age) * MINUTE;
    Model model = Models.create(workload, options.size(), base);
    out.printf("%s: preloading %,d records%n", workload.title(), model.records());
    topics.preload(model);
    for (InputTopic input : model.inputs()) {
      topics.read(input.name()); // the first engine shall not be the one that warms the broker up
    }
    if (workload == Workload.RESTORE) {
      topics.create(workload.input(), false);
    }
    List<Engine> engines = new ArrayList<>(options.engines());
    for (int round = 1; round <= options.rounds(); round++) {
      for (Engine engine : engines) {
        run(model, spec(workload, engine, round, base), round);
      }
      Collections.rotate(engines, 1);
    }
    List<String> inputs = new ArrayList<>(model.inputs().stream().map(InputTopic::name).toList());
    if (workload == Workload.RESTORE) {
      inputs.add(workload.input());
    }
    topics.delete(inputs);
  }

  private RunSpec spec(Workload workload, Engine engine, int round, long base) throws IOException {
    String run = engine.title() + "-" + round;
    Path directory = work.resolve(workload.title() + "-" + run);
    Files.createDirectories(directory);
    Properties values = new Properties();
    values.setProperty("engine", engine.title());
    values.setProperty("workload", workload.title());
    values.setProperty("run", run);
    values.setProperty("bootstrap.servers", broker.bootstrapServers());
    values.setProperty("broker.pid", Long.toString(broker.pid()));
    values.setProperty("threads", Integer.toString(options.threads()));
    values.setProperty("directory", directory.toString());
    values.setProperty("timeout.seconds", Integer.toString(options.timeoutSeconds()));
    values.setProperty("scale", Double.toString(options.scale()));
    values.setProperty("length", Double.toString(options.length()));
    values.setProperty("base", Long.toString(base));
    String interval = options.find("commit-interval");
    if (interval != null) {
      values.setProperty("commit.interval.ms", interval);
    }
    return RunSpec.of(values);
  }

  private void run(Model model, RunSpec spec, int round) throws IOException, InterruptedException {
    Workload workload = spec.workload();
    String changelog = Workload.changelog(spec.applicationId());
    topics.create(spec.output(), false);
    if (spec.engine() == Engine.FLOOR && spec.workload().repartitions()) {
      topics.create(Workload.repartition(spec.applicationId()), false);
    }
    if (spec.engine() == Engine.FLOOR && model.changelog() != null && !topics.exists(changelog)) {
      topics.create(changelog, true); // the engines create theirs
    }
    Optional<Path> recording =
        options.flag("profile") ? Optional.of(recording(spec)) : Optional.empty();
    try {
      Measurement.Run run = new Measurement.Run(workload, spec.engine(), round, broker.cpuNanos());
      Properties results = child.run(spec, model.counted(), recording);
      Measurement measurement =
          Measurement.read(run, model.records(), results, problems(model, spec, results));
      measurements.add(measurement);
      out.println(Report.line(measurement));
      if (recording.isPresent()) {
        out.println("  " + recording.get());
        out.print(Recording.read(recording.get()).text());
      }
      deleteTree(spec.directory());
    } catch (IllegalStateException e) {
      failures.add(e.getMessage());
      out.println("FAILED: " + e.getMessage());
    }
    topics.deleteApplication(
        spec.applicationId(), workload == Workload.RESTORE ? List.of(changelog) : List.of());
  }

  private Path recording(RunSpec spec) {
    return work.resolve(spec.workload().title() + "-" + spec.run() + ".jfr");
  }

  private List<String> problems(Model model, RunSpec spec, Properties results) {
    List<String> problems = new ArrayList<>();
    String own = results.getProperty("problems", "");
    if (!own.isEmpty()) {
      problems.add("restored store: " + own);
    }
    Check output = model.output();
    if (output != null) {
      problems.addAll(topics.check(spec.output(), output));
    }
    Check changelog = model.changelog();
    if (changelog != null) {
      problems.addAll(topics.check(Workload.changelog(spec.applicationId()), changelog));
    }
    return problems;
  }

  static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
