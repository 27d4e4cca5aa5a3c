package io.thalweg.streams.examples;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One run of an example: opens the cluster, starts the application, feeds it, shows results as they
 * come, and a table when the input is processed.
 *
 * <p>Everything happens on the thread that calls {@link #run}; {@link #stop} may be called from
 * any.
 */
final class ExampleRun<K, V> {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long SHOW_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int SHOWN_AT_ONCE = 5;

  private final Example<K, V> example;
  private final Options options;
  private final PrintStream out;
  private final List<ConsumerRecord<K, V>> unshown = new ArrayList<>();

  /** Written by the stopping thread. */
  private volatile boolean stopped;

  /** Written by a stream thread. */
  private volatile @Nullable Throwable failure;

  private long lastShown = System.nanoTime();

  ExampleRun(Example<K, V> example, Options options, PrintStream out) {
    this.example = example;
    this.options = options;
    this.out = out;
  }

  /** Asks the run to end soon. */
  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }

  /**
   * Runs until the input is processed, or until stopped if it is to follow.
   *
   * @return the last result of each key
   * @throws ExampleException if something fails that the user can act on
   */
  Map<K, V> run() {
    out.println(example.name() + ": " + example.summary());
    List<ProducerRecord<byte[], byte[]>> input = input();
    if (options.bootstrapServers() == null) {
      out.println("Starting Apache Kafka ...");
    }
    try (Cluster cluster = Cluster.open(options.bootstrapServers())) {
      out.println("Kafka is at " + cluster.bootstrapServers());
      List<String> topics = new ArrayList<>(example.inputTopics());
      topics.add(example.outputTopic());
      cluster.createTopics(topics);
      return run(cluster, unfed(cluster, input));
    } finally {
      out.println(stopped ? "Stopped." : "Done.");
    }
  }

  private List<ProducerRecord<byte[], byte[]>> input() {
    try {
      return example.input(options.dataFolder());
    } catch (IOException e) {
      throw new ExampleException("Cannot read the input: " + e, e);
    }
  }

  /** Topics that hold records were fed by an earlier run, and its results go on. */
  private List<ProducerRecord<byte[], byte[]>> unfed(
      Cluster cluster, List<ProducerRecord<byte[], byte[]>> input) {
    long present =
        cluster.endOffsets(example.inputTopics()).values().stream().mapToLong(e -> e).sum();
    if (present == 0) {
      return input;
    }
    out.printf(
        Locale.ROOT,
        "Topics %s already hold %,d records, so nothing is fed.%n",
        example.inputTopics(),
        present);
    return List.of();
  }

  private Map<K, V> run(Cluster cluster, List<ProducerRecord<byte[], byte[]>> input) {
    try (Results<K, V> results = new Results<>(cluster, example);
        KafkaStreams streams = new KafkaStreams(example.topology(), properties(cluster))) {
      streams.setUncaughtExceptionHandler(
          e -> {
            failure = e;
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      feed(cluster, input, results);
      finish(cluster, results);
      follow(results);
      streams.close(CLOSE_TIMEOUT);
      return results.latest();
    }
  }

  private String applicationId() {
    return "thalweg-example-" + example.name();
  }

  private Properties properties(Cluster cluster) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
    // Results are sent at each commit; half a second is pleasant to watch.
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    // A flight that comes before its airport, though younger, waits this long for it.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 500);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, cluster.stateFolder().toString());
    return properties;
  }

  private void feed(
      Cluster cluster, List<ProducerRecord<byte[], byte[]>> input, Results<K, V> results) {
    try (Feeder feeder = new Feeder(cluster.bootstrapServers(), input, options.rate())) {
      boolean more = !input.isEmpty();
      while (more && !stopped) {
        more = feeder.feed();
        show(results, String.format(Locale.ROOT, "fed %,d of %,d", feeder.sent(), input.size()));
      }
    }
  }

  /** Waits until the application has committed all its input, then reads and shows the rest. */
  private void finish(Cluster cluster, Results<K, V> results) {
    awaitProcessed(cluster, example.inputTopics(), results);
    awaitProcessed(cluster, cluster.repartitionTopics(applicationId()), results);
    while (!stopped && !results.atEnd()) {
      results.poll();
    }
    unshown.clear();
    if (!stopped) {
      out.println();
      example.table(results.latest()).forEach(out::println);
      out.println();
    }
  }

  private void awaitProcessed(Cluster cluster, Collection<String> topics, Results<K, V> results) {
    long lastLag = Long.MAX_VALUE;
    long lastChange = System.nanoTime();
    while (!stopped && !topics.isEmpty()) {
      long lag = cluster.lag(applicationId(), topics);
      if (lag == 0) {
        return;
      }
      if (lag != lastLag) {
        lastLag = lag;
        lastChange = System.nanoTime();
      } else if (System.nanoTime() - lastChange > STALL_NANOS) {
        throw new ExampleException(
            "The application has not gone on for a minute, " + lag + " records before the end.");
      }
      show(results, String.format(Locale.ROOT, "%,d to process", lag));
    }
  }

  private void follow(Results<K, V> results) {
    if (options.follow() && !stopped) {
      out.println("Following " + example.inputTopics() + "; Ctrl-C stops.");
      while (!stopped) {
        show(results, null);
      }
    }
  }

  /** Polls once; twice a second prints the progress and a few of the results that have come. */
  private void show(Results<K, V> results, @Nullable String progress) {
    Throwable problem = failure;
    if (problem != null) {
      throw new ExampleException("The application failed: " + problem, problem);
    }
    unshown.addAll(results.poll());
    if (System.nanoTime() - lastShown < SHOW_EVERY_NANOS) {
      return;
    }
    lastShown = System.nanoTime();
    if (progress != null) {
      out.println("[" + progress + "]");
    }
    unshown.stream()
        .limit(SHOWN_AT_ONCE)
        .map(result -> "  " + example.line(result.key(), result.value()))
        .forEach(out::println);
    if (unshown.size() > SHOWN_AT_ONCE) {
      out.printf(Locale.ROOT, "  ... and %,d more%n", unshown.size() - SHOWN_AT_ONCE);
    }
    unshown.clear();
  }
}
