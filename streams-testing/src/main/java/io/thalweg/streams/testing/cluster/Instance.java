package io.thalweg.streams.testing.cluster;

import io.thalweg.streams.CloseOptions;
import io.thalweg.streams.KafkaStreams.State;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import io.thalweg.streams.runtime.client.EngineProvider;
import io.thalweg.streams.spi.StreamsEngine;
import io.thalweg.streams.spi.StreamsEngineProvider.Request;
import io.thalweg.streams.testing.VirtualTime;
import io.thalweg.streams.testing.cluster.Simulation.Application;
import io.thalweg.streams.testing.memory.MemoryClients;
import io.thalweg.streams.testing.memory.MemoryKafka;
import io.thalweg.streams.testing.memory.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** One running instance: the real client on stepped loops, its wire to the cluster, its disk. */
final class Instance {
  private static final int MOST_STEPS_TO_END = 10_000;
  private static final int MOST_COPIES = 20;

  private final Path stateDir;
  private final Wire wire;
  private final SteppedExec exec;
  private final StreamsEngine engine;
  private @Nullable Throwable error;

  /** Nothing of it is stepped before. */
  private long frozenUntilMs = Long.MIN_VALUE;

  Instance(
      Application application,
      Path stateDir,
      MemoryKafka kafka,
      VirtualTime time,
      Wire wire,
      Supplier<UUID> ids) {
    this.stateDir = stateDir;
    this.wire = wire;
    this.exec = new SteppedExec(time);
    Properties config = new Properties();
    config.putAll(application.config());
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    engine =
        EngineProvider.create(
            new Request(
                application.plan(),
                application.description(),
                new StreamsConfig(config),
                new MemoryClients(kafka, wire),
                new InstanceTime(time, exec)),
            exec,
            ids);
    engine.setUncaughtExceptionHandler(
        thrown -> {
          error = thrown;
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    engine.start();
  }

  StreamsEngine engine() {
    return engine;
  }

  List<SteppedExec.Stepped> loops(long nowMs) {
    return nowMs < frozenUntilMs ? List.of() : exec.alive();
  }

  void freeze(long untilMs) {
    frozenUntilMs = untilMs;
  }

  boolean isFrozen(long nowMs) {
    return nowMs < frozenUntilMs;
  }

  boolean isRunning() {
    return engine.state() == State.RUNNING;
  }

  /** What ended it, or null. */
  @Nullable Throwable error() {
    return error;
  }

  /** Closes it cleanly. */
  void stop() {
    freeze(Long.MIN_VALUE);
    end();
  }

  /**
   * Ends it as a kill would: what is on disk now is copied to a new folder, nothing that it does
   * after gets through, and what it holds in memory and open files is let go.
   */
  void crash(Path survivingState) {
    wire.cut();
    copy(stateDir, survivingState);
    freeze(Long.MIN_VALUE);
    end();
  }

  private void end() {
    boolean unused = engine.close(CloseOptions.timeout(Duration.ZERO)); // it ends step by step
    for (int i = 0; i < MOST_STEPS_TO_END; i++) {
      List<SteppedExec.Stepped> left = exec.alive();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(
          loop -> {
            loop.wakeUp();
            loop.step();
          });
    }
    throw new IllegalStateException(
        "The instance does not end; still there: "
            + exec.alive().stream().map(SteppedExec.Stepped::name).toList());
  }

  /** A database's own threads go on: where a file went meanwhile, the copy is begun again. */
  private static void copy(Path from, Path to) {
    if (!Files.exists(from)) {
      return;
    }
    for (int left = MOST_COPIES; ; left--) {
      try {
        copyOnce(from, to);
        return;
      } catch (IOException | UncheckedIOException e) {
        IOException cause = e instanceof UncheckedIOException u ? u.getCause() : (IOException) e;
        if (left == 0 || !(cause instanceof NoSuchFileException)) {
          throw new UncheckedIOException("Cannot copy the state in " + from + " to " + to, cause);
        }
      }
    }
  }

  private static void copyOnce(Path from, Path to) throws IOException {
    Utils.delete(to.toFile());
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path copy = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(one, copy);
        }
      }
    }
  }
}
