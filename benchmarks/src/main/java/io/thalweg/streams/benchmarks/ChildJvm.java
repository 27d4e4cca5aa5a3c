package io.thalweg.streams.benchmarks;

import io.thalweg.streams.benchmarks.engine.Engine;
import io.thalweg.streams.benchmarks.engine.EngineProcess;
import io.thalweg.streams.benchmarks.engine.RunSpec;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** Starts an engine in a JVM of its own and waits for its results. */
final class ChildJvm {
  private static final int LOG_LINES = 40;

  private final String heap;

  ChildJvm(String heap) {
    this.heap = heap;
  }

  /** The same for every engine. */
  List<String> flags() {
    return List.of("-XX:+UseG1GC", "-Xmx" + heap);
  }

  /**
   * @param counted records to wait for
   * @param recording where to write a flight recording, if one is wanted
   */
  Properties run(RunSpec spec, long counted, Optional<Path> recording)
      throws IOException, InterruptedException {
    Path directory = spec.directory();
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    Path specFile = directory.resolve("spec.properties");
    Path log = directory.resolve("log.txt");
    spec.store(specFile);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    recording.ifPresent(
        file ->
            command.add(
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file));
    command.addAll(List.of("-cp", classPath(spec.engine()), EngineProcess.class.getName()));
    command.addAll(List.of(specFile.toString(), Long.toString(counted)));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Thread killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    int status = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(killer);
    if (status != 0 || !Files.exists(spec.results())) {
      throw new IllegalStateException(
          spec.engine().title()
              + " failed on "
              + spec.workload().title()
              + " (exit status "
              + status
              + "); the end of "
              + log
              + ":\n"
              + end(log));
    }
    Properties results = new Properties();
    try (Reader reader = Files.newBufferedReader(spec.results())) {
      results.load(reader);
    }
    return results;
  }

  private static String classPath(Engine engine) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(engine::admits)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
