package io.thalweg.streams.testing;

import io.thalweg.streams.testing.node.NodeLogging;
import io.thalweg.streams.testing.node.NodeMain;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node: its folder and, while it runs, its child JVM. Used under the lock of its cluster. */
final class NodeProcess {
  private static final int TAIL_LINES = 40;
  private static final int TAIL_BYTES = 64 * 1024;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final int id;
  private final Path folder;
  private final List<String> command;
  private @Nullable Process process;
  private long logStart;

  /**
   * @param jvmArguments of the child, in addition to the class path and what the node itself needs
   * @param deleteWithParent a folder that the child deletes when the parent dies
   */
  NodeProcess(
      int id,
      Path folder,
      List<String> jvmArguments,
      String clusterId,
      @Nullable Path deleteWithParent) {
    this.id = id;
    this.folder = folder;
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.add("-Dslf4j.provider=" + NodeLogging.class.getName());
    command.add("@" + folder.resolve("class-path.txt"));
    command.add(NodeMain.class.getName());
    command.add(configFile().toString());
    command.add(clusterId);
    if (deleteWithParent != null) {
      command.add(deleteWithParent.toString());
    }
  }

  int id() {
    return id;
  }

  Path configFile() {
    return folder.resolve("server.properties");
  }

  Path logFile() {
    return folder.resolve("node.log");
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  long pid() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException("Node " + id + " is not running.");
    }
    return process.pid();
  }

  /** Starts the child; {@link #awaitReady} tells when it is of use. */
  void launch(NodeSettings settings) {
    try {
      Files.createDirectories(folder);
      settings.write(id, folder, configFile());
      // An argument file, since a class path may be longer than a command line is allowed to be.
      String classPath = ChildClassPath.ofThisJvm().replace("\\", "\\\\");
      Files.writeString(folder.resolve("class-path.txt"), "-cp \"" + classPath + "\"");
      File log = logFile().toFile();
      logStart = log.length();
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.appendTo(log))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Node " + id + " in " + folder + " could not be started.", e);
    }
  }

  /**
   * @throws IllegalStateException if the child ends or the time is over before it serves requests
   */
  void awaitReady(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!saidReady()) {
      if (!isAlive()) {
        throw failed("ended with status " + (process == null ? "?" : process.exitValue()));
      }
      if (System.nanoTime() > deadline) {
        throw failed("was not ready within " + timeout);
      }
      pause();
    }
  }

  /** Whether what failed since the last launch was a port that somebody else had taken. */
  boolean portWasTaken() {
    String log = logSinceLaunch();
    return log.contains("java.net.BindException") || log.contains("Address already in use");
  }

  void stop() {
    if (process == null || !process.isAlive()) {
      return;
    }
    try {
      OutputStream toChild = process.getOutputStream();
      toChild.write((NodeMain.STOP + "\n").getBytes(StandardCharsets.UTF_8));
      toChild.flush();
    } catch (IOException e) {
      // It died in this very moment: there is nothing left to stop.
    }
    if (!ended(STOP_TIMEOUT)) {
      kill();
    }
  }

  void kill() {
    if (process != null && process.isAlive()) {
      process.destroyForcibly();
      ended(STOP_TIMEOUT);
    }
  }

  private boolean ended(Duration timeout) {
    try {
      return process == null || process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while node " + id + " was ending.", e);
    }
  }

  /** Standard output of the child has nothing but this one word. */
  private boolean saidReady() {
    try {
      return process != null && process.getInputStream().available() >= NodeMain.READY.length();
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a Kafka node was starting.", e);
    }
  }

  private IllegalStateException failed(String what) {
    String[] lines = logSinceLaunch().split("\n");
    int from = Math.max(0, lines.length - TAIL_LINES);
    String tail = String.join("\n  ", List.of(lines).subList(from, lines.length));
    return new IllegalStateException(
        "Kafka node " + id + " " + what + ". The end of " + logFile() + ":\n  " + tail);
  }

  private String logSinceLaunch() {
    try (RandomAccessFile log = new RandomAccessFile(logFile().toFile(), "r")) {
      long from = Math.max(logStart, log.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (log.length() - from)];
      log.seek(from);
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(not readable: " + e + ")";
    }
  }
}
