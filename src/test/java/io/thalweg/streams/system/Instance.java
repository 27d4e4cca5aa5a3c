package io.thalweg.streams.system;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One instance of an application, running as {@link InstanceMain} in a process of its own. */
final class Instance implements AutoCloseable {
  /** A setting of the process: its heap. */
  static final String HEAP = "test.heap";

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration SCAN_TIMEOUT = Duration.ofMinutes(5); // of millions of rows

  private final Process process;
  private final Path log;

  /** What the process said; guarded by itself. */
  private final List<String> lines = new ArrayList<>();

  private Instance(Process process, Path log) {
    this.process = process;
    this.log = log;
    Thread reader = new Thread(this::listen, "instance-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** What the restore of one store partition said. */
  record Restore(String store, int partition, long start, long end) {
    /** Records of the changelog between the local state and its end. */
    long tail() {
      return end - start;
    }
  }

  /**
   * @param folder where its properties and its log go; the log is appended to
   */
  static Instance start(Path folder, AppTopology topology, Map<String, String> config) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("application.properties");
      Properties properties = new Properties();
      properties.putAll(config);
      properties.setProperty(InstanceMain.TOPOLOGY, topology.name());
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
      Path log = folder.resolve("instance.log");
      String classPath =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx" + config.getOrDefault(HEAP, "256m"),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                  "-Dorg.slf4j.simpleLogger.showDateTime=true",
                  "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                  "-cp",
                  classPath,
                  InstanceMain.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new Instance(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = reader.readLine()) != null) {
        hear(line);
      }
    } catch (IOException e) {
      hear("BROKEN " + e);
    }
    hear("ENDED");
  }

  private void hear(String line) {
    synchronized (lines) {
      lines.add(line);
      lines.notifyAll();
    }
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  Path log() {
    return log;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the state RUNNING, which it may have left again since. */
  void awaitRunning() {
    await(0, "STATE RUNNING"::equals, "state RUNNING", ANSWER_TIMEOUT);
  }

  /** Waits until it says that something failed. */
  String awaitException() {
    return await(0, line -> line.startsWith("EXCEPTION"), "an exception", ANSWER_TIMEOUT);
  }

  /** The active tasks it has now, or null while it is not RUNNING. */
  @Nullable Set<String> activeTasks() {
    String[] answer = ask("tasks", "TASKS").split(" ", -1);
    if (!answer[1].equals("RUNNING")) {
      return null;
    }
    return answer[2].isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(answer[2].split(",")));
  }

  /** The {@link RowSum} of the local rows of a store, or null while it cannot be queried. */
  @Nullable String sum(String store) {
    String answer = ask("sum " + store, "SUM", SCAN_TIMEOUT);
    return answer.startsWith("SUM-UNAVAILABLE") ? null : answer.substring("SUM ".length());
  }

  /** A metric, summed up over its tags. */
  double metric(String group, String name) {
    return Double.parseDouble(
        ask("metric " + group + " " + name, "METRIC").substring("METRIC ".length()));
  }

  /** By {@code <store>-<partition>}, with a star behind a standby's, how far it is behind. */
  Map<String, Long> lags() {
    return numbers(ask("lags", "LAGS").substring("LAGS".length()));
  }

  /** The local rows of a store, or null while it cannot be queried. */
  @Nullable Map<String, Long> rows(String store) {
    return rows("dump", store);
  }

  /** As {@link #rows}, with those of standbys. */
  @Nullable Map<String, Long> staleRows(String store) {
    return rows("stale", store);
  }

  private @Nullable Map<String, Long> rows(String command, String store) {
    String answer = ask(command + " " + store, "ROWS");
    if (answer.startsWith("ROWS-UNAVAILABLE")) {
      return null;
    }
    return numbers(answer.substring("ROWS".length()));
  }

  private static Map<String, Long> numbers(String pairs) {
    TreeMap<String, Long> rows = new TreeMap<>();
    for (String row : pairs.trim().split(" ")) {
      int equals = row.indexOf('=');
      if (equals > 0) {
        rows.put(row.substring(0, equals), Long.valueOf(row.substring(equals + 1)));
      }
    }
    return rows;
  }

  /** All restores begun so far. */
  List<Restore> restores() {
    return lines().stream()
        .filter(line -> line.startsWith("RESTORE-START "))
        .map(line -> line.split(" "))
        .map(
            words ->
                new Restore(
                    words[1],
                    Integer.parseInt(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4])))
        .toList();
  }

  /** Records restored so far, as the batches tell. */
  long batchesRestored() {
    return lines().stream()
        .filter(line -> line.startsWith("RESTORE-BATCH "))
        .mapToLong(line -> Long.parseLong(line.split(" ")[3]))
        .sum();
  }

  /** For each restore that ended, how many records it read. */
  List<Long> restoredRecords() {
    return lines().stream()
        .filter(line -> line.startsWith("RESTORE-END "))
        .map(line -> Long.valueOf(line.split(" ")[3]))
        .toList();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** A clean stop, which must succeed. */
  void stop() {
    ask("close", "CLOSED");
    awaitEnd();
  }

  @Override
  public void close() {
    kill();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        fail("Instance " + process.pid() + " does not end; its log is " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String ask(String command, String answer) {
    return ask(command, answer, ANSWER_TIMEOUT);
  }

  private String ask(String command, String answer, Duration timeout) {
    int from = lines().size();
    try {
      process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      fail("Instance " + process.pid() + " takes no commands any more; its log is " + log, e);
    }
    return await(from, line -> line.startsWith(answer), "an answer to " + command, timeout);
  }

  private String await(int from, Predicate<String> wanted, String what, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (lines) {
      int next = from;
      while (true) {
        for (; next < lines.size(); next++) {
          String line = lines.get(next);
          if (wanted.test(line)) {
            return line;
          }
          if (line.equals("ENDED") || line.startsWith("EXCEPTION")) {
            return fail("Waited for " + what + " but got " + line + "; the log is " + log);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return fail("No " + what + " within " + timeout + " in " + lines + "; the log is " + log);
        }
        try {
          lines.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
