package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.Topology;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import io.thalweg.streams.testing.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An instance inside the JVM of the test, with the first exception that it died of. */
final class Local implements AutoCloseable {
  final KafkaStreams streams;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  private Local(KafkaStreams streams) {
    this.streams = streams;
    streams.setUncaughtExceptionHandler(
        e -> {
          failure.complete(e);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
  }

  /** Not yet started. */
  static Local create(Topology topology, Properties config) {
    return new Local(new KafkaStreams(topology, config));
  }

  static Local start(Topology topology, Properties config) {
    Local local = create(topology, config);
    local.streams.start();
    return local;
  }

  /** A configuration with nothing special about it. */
  static Properties config(KafkaCluster kafka, String app, Path state) {
    Properties config = new Properties();
    config.putAll(
        Map.of(
            "application.id", app,
            "bootstrap.servers", kafka.bootstrapServers(),
            "state.dir", state.toString(),
            "commit.interval.ms", "200",
            "session.timeout.ms", "3000",
            "heartbeat.interval.ms", "500",
            "statestore.cache.max.bytes", "0"));
    return config;
  }

  void awaitState(KafkaStreams.State state) {
    await("state " + state)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(streams::state, state::equals);
  }

  /** The exception that the uncaught exception handler got. */
  Throwable awaitFailure() {
    try {
      return failure.get(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("No failure within a minute, but state " + streams.state(), e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean failed() {
    return failure.isDone();
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(30));
  }

  /** That the message of the exception or of one of its causes contains each of the words. */
  static void assertSays(Throwable failure, String... words) {
    StringBuilder said = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      said.append(t).append('\n');
    }
    for (String word : words) {
      assertTrue(said.indexOf(word) >= 0, () -> "expected '" + word + "' in: " + said);
    }
  }
}
