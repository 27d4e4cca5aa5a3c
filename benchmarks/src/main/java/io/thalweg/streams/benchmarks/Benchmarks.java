package io.thalweg.streams.benchmarks;

import io.thalweg.streams.benchmarks.engine.Engine;
import io.thalweg.streams.benchmarks.report.Measurement;
import io.thalweg.streams.benchmarks.report.Report;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runner's main; see {@code benchmarks/README.md}. */
public final class Benchmarks {
  private final Options options;
  private final String command;

  private Benchmarks(Options options, String command) {
    this.options = options;
    this.command = command;
  }

  /** Exits with 0 if all ran and every output is as the model says, 2 on a wrong option, else 1. */
  public static void main(String[] args) throws Exception {
    Options options;
    List<Workload> workloads;
    try {
      options = Options.parse(List.of(args));
      workloads = options.workloads();
      options.engines();
      options.rounds();
      options.size();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (options.flag("help")) {
      System.out.print(Options.help());
      return;
    }
    boolean good = new Benchmarks(options, String.join(" ", args)).run(workloads);
    System.exit(good ? 0 : 1);
  }

  private boolean run(List<Workload> workloads) throws IOException, InterruptedException {
    String load = String.format("%.2f", Machine.load());
    Path given = options.path("work");
    Path work =
        given == null
            ? Files.createTempDirectory("thalweg-benchmarks")
            : Files.createDirectories(given);
    boolean good = false;
    try (Broker broker = broker(work);
        Topics topics = new Topics(broker.bootstrapServers(), options.partitions())) {
      Runner runner = new Runner(options, broker, topics, work, System.out);
      System.out.println("broker " + broker.description() + "; scratch folder " + work);
      for (Workload workload : workloads) {
        runner.run(workload);
      }
      good =
          runner.failures().isEmpty()
              && runner.measurements().stream().allMatch(m -> m.problems().isEmpty());
      String report = report(runner, broker, load);
      System.out.println();
      System.out.print(report);
      save(report);
    } finally {
      // the logs of a failed run and recordings stay, the broker's data never
      boolean keep = given != null || !good || options.flag("profile");
      Path waste = keep ? work.resolve("broker") : work;
      if (Files.exists(waste)) {
        Runner.deleteTree(waste);
      }
    }
    return good;
  }

  private Broker broker(Path work) {
    String servers = options.find("bootstrap-servers");
    if (servers == null) {
      return Broker.start(work.resolve("broker"));
    }
    String pid = options.find("broker-pid");
    return Broker.existing(servers, pid == null ? 0 : Long.parseLong(pid));
  }

  private String report(Runner runner, Broker broker, String load) throws IOException {
    List<Measurement> measurements = runner.measurements();
    Report report = new Report(measurements);
    StringBuilder text = new StringBuilder();
    text.append("# Benchmark of ").append(LocalDate.now(ZoneOffset.UTC)).append("\n\n");
    text.append("- Machine: ").append(machine()).append(": ").append(Machine.description());
    text.append("; load average at the start ").append(load).append('\n');
    text.append("- Command: `benchmarks/run").append(command.isEmpty() ? "" : " " + command);
    text.append("`\n- Scale ").append(options.scale()).append(", length ");
    text.append(options.length()).append(", ").append(options.rounds()).append(" rounds, ");
    text.append(options.partitions()).append(" partitions, ");
    text.append(options.threads()).append(" stream threads (the floor: 1)\n");
    text.append("- Flags of every engine's JVM: `").append(String.join(" ", runner.jvmFlags()));
    text.append("`\n- Broker: ").append(broker.description()).append("\n\n");
    text.append("Medians of the rounds.\n\n").append(report.figures());
    for (Engine engine : List.of(Engine.THALWEG, Engine.FLOOR)) {
      String ratios = report.ratios(engine, Engine.KAFKA_STREAMS, engine == Engine.THALWEG);
      append(text, engine.title() + " against kafka-streams", ratios);
    }
    append(text, "thalweg against floor", report.ratios(Engine.THALWEG, Engine.FLOOR, false));
    text.append("\n## Every run\n\n```\n").append(report.rounds()).append("```\n");
    if (!runner.failures().isEmpty()) {
      text.append(
          runner.failures().stream()
              .collect(Collectors.joining("\n", "\n## Failed runs\n\n```\n", "\n```\n")));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String title, String ratios) {
    if (!ratios.isEmpty()) {
      text.append("\n## Ratios: ").append(title);
      text.append(" (median, least and most of the rounds; above 1 is better)\n\n");
      text.append(ratios);
    }
  }

  private String machine() {
    String given = options.find("machine");
    return given == null ? Machine.hostName() : given;
  }

  /** Quick and profiled runs measure nothing worth keeping, unless a file is asked for. */
  private void save(String report) throws IOException {
    Path file = options.path("output");
    if (file == null) {
      if (options.flag("quick") || options.flag("profile")) {
        return;
      }
      file = unused(results());
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, report);
    System.out.println("\nwritten to " + file);
  }

  private static Path results() throws IOException {
    @Nullable String folder = System.getProperty("thalweg.benchmarks.results");
    return Files.createDirectories(Path.of(folder == null ? "benchmarks/results" : folder));
  }

  private Path unused(Path folder) {
    String stem = LocalDate.now(ZoneOffset.UTC) + "-" + machine().replaceAll("[^\\w.-]", "-");
    Path file = folder.resolve(stem + ".md");
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve(stem + "-" + i + ".md");
    }
    return file;
  }
}
