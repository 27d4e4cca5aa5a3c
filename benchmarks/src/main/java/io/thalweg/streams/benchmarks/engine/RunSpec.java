package io.thalweg.streams.benchmarks.engine;

import io.thalweg.streams.benchmarks.workload.Model;
import io.thalweg.streams.benchmarks.workload.Models;
import io.thalweg.streams.benchmarks.workload.Size;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What a child JVM is told; travels as a properties file. Immutable. */
public final class RunSpec {
  private final Properties values;

  private RunSpec(Properties values) {
    this.values = values;
  }

  public static RunSpec of(Properties values) {
    Properties copy = new Properties();
    copy.putAll(values);
    return new RunSpec(copy);
  }

  public static RunSpec load(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    return new RunSpec(values);
  }

  public void store(Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      values.store(writer, null);
    }
  }

  public Engine engine() {
    return Engine.of(get("engine"));
  }

  public Workload workload() {
    return Workload.of(get("workload"));
  }

  /** A name for the run, unique for this broker. */
  public String run() {
    return get("run");
  }

  public String applicationId() {
    return workload().applicationId(run());
  }

  public String output() {
    return applicationId() + "-output";
  }

  public String bootstrapServers() {
    return get("bootstrap.servers");
  }

  /** Zero or less if the broker is not a process of this machine. */
  public long brokerPid() {
    return Long.parseLong(get("broker.pid"));
  }

  public int threads() {
    return Integer.parseInt(get("threads"));
  }

  /** Commit interval in milliseconds; by default that of Kafka Streams. */
  public long commitIntervalMs() {
    String given = values.getProperty("commit.interval.ms");
    return given != null ? Long.parseLong(given) : workload().exactlyOnce() ? 100 : 30_000;
  }

  /** Scratch folder of the run: state, results. */
  public Path directory() {
    return Path.of(get("directory"));
  }

  public Path results() {
    return directory().resolve("results.properties");
  }

  public long timeoutSeconds() {
    return Long.parseLong(get("timeout.seconds"));
  }

  public Model model() {
    Size size = new Size(Double.parseDouble(get("scale")), Double.parseDouble(get("length")));
    return Models.create(workload(), size, Long.parseLong(get("base")));
  }

  private String get(String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("The run specification lacks '" + name + "'.");
    }
    return value;
  }
}
