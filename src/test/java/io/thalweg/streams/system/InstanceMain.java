package io.thalweg.streams.system;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StoreQueryParameters;
import io.thalweg.streams.TaskMetadata;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.StateRestoreListener;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.QueryableStoreTypes;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * One instance of an application in a JVM of its own: {@code InstanceMain <properties>}. It tells
 * what happens in lines on standard output, obeys the lines of standard input, and halts when that
 * ends.
 */
public final class InstanceMain {
  static final String TOPOLOGY = "test.topology";

  private final PrintStream out;
  private final KafkaStreams streams;

  private InstanceMain(Properties properties, PrintStream out) {
    this.out = out;
    AppTopology topology = AppTopology.valueOf(properties.remove(TOPOLOGY).toString());
    String app = properties.getProperty("application.id");
    streams = new KafkaStreams(topology.build(app), properties);
    streams.setStateListener((now, before) -> say("STATE " + now));
    streams.setGlobalStateRestoreListener(new RestoreTeller());
    streams.setStandbyUpdateListener(new StandbyTeller());
    streams.setUncaughtExceptionHandler(
        failure -> {
          failure.printStackTrace();
          say("EXCEPTION " + failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
  }

  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(args[0]))) {
      properties.load(reader);
    }
    try {
      InstanceMain instance = new InstanceMain(properties, out);
      instance.streams.start();
      instance.obey();
    } catch (RuntimeException e) {
      e.printStackTrace();
      out.println("EXCEPTION " + e);
    }
    Runtime.getRuntime().halt(1);
  }

  private void obey() throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = commands.readLine()) != null) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "tasks" -> tellTasks();
        case "lags" -> tellLags();
        case "sum" -> tellSum(words[1]);
        case "metric" -> tellMetric(words[1], words[2]);
        case "stale" -> tellStaleRows(words[1]);
        case "dump" -> tellRows(words[1]);
        case "close" -> {
          streams.close(Duration.ofSeconds(30));
          say("CLOSED");
          Runtime.getRuntime().halt(0);
        }
        default -> say("EXCEPTION unknown command " + line);
      }
    }
  }

  private void tellTasks() {
    String active =
        streams.metadataForLocalThreads().stream()
            .flatMap(thread -> thread.activeTasks().stream())
            .map(task -> task.taskId())
            .sorted()
            .map(TaskId::toString)
            .collect(Collectors.joining(","));
    say("TASKS " + streams.state() + " " + active);
  }

  /** Of each store partition here: {@code <store>-<partition>=<lag>}, standbys with a star. */
  private void tellLags() {
    Set<TaskId> standbys =
        streams.metadataForLocalThreads().stream()
            .flatMap(thread -> thread.standbyTasks().stream())
            .map(TaskMetadata::taskId)
            .collect(Collectors.toSet());
    StringBuilder lags = new StringBuilder("LAGS");
    streams
        .allLocalStorePartitionLags()
        .forEach(
            (store, partitions) ->
                partitions.forEach(
                    (partition, lag) -> {
                      boolean standby = standbys.stream().anyMatch(t -> t.partition() == partition);
                      lags.append(' ').append(store).append('-').append(partition);
                      lags.append(standby ? "*=" : "=").append(lag.offsetLag());
                    }));
    say(lags.toString());
  }

  /** A sum over all rows of a store that hardly any other rows have, for stores too big to tell. */
  private void tellSum(String store) {
    try {
      ReadOnlyKeyValueStore<String, Long> view =
          streams.store(
              StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
      RowSum sum = new RowSum();
      try (KeyValueIterator<String, Long> all = view.all()) {
        while (all.hasNext()) {
          KeyValue<String, Long> row = all.next();
          sum.add(row.key, row.value);
        }
      }
      say("SUM " + sum);
    } catch (InvalidStateStoreException e) {
      say("SUM-UNAVAILABLE " + e);
    }
  }

  /** The sum of a metric over all its tags. */
  private void tellMetric(String group, String name) {
    double sum =
        streams.metrics().entrySet().stream()
            .filter(m -> m.getKey().group().equals(group) && m.getKey().name().equals(name))
            .mapToDouble(m -> ((Number) m.getValue().metricValue()).doubleValue())
            .sum();
    say("METRIC " + sum);
  }

  private void tellRows(String store) {
    tellRows(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
  }

  private void tellStaleRows(String store) {
    tellRows(
        StoreQueryParameters.fromNameAndType(
                store, QueryableStoreTypes.<String, Long>keyValueStore())
            .enableStaleStores());
  }

  private void tellRows(StoreQueryParameters<ReadOnlyKeyValueStore<String, Long>> query) {
    StringBuilder rows = new StringBuilder("ROWS");
    try {
      ReadOnlyKeyValueStore<String, Long> view = streams.store(query);
      try (KeyValueIterator<String, Long> all = view.all()) {
        while (all.hasNext()) {
          KeyValue<String, Long> row = all.next();
          rows.append(' ').append(row.key).append('=').append(row.value);
        }
      }
      say(rows.toString());
    } catch (InvalidStateStoreException e) {
      say("ROWS-UNAVAILABLE " + e);
    }
  }

  private void say(String line) {
    synchronized (out) {
      out.println(line.replace('\n', ' '));
      out.flush();
    }
  }

  private final class RestoreTeller implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
      say("RESTORE-START " + store + " " + partition.partition() + " " + start + " " + end);
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
      say("RESTORE-BATCH " + store + " " + partition.partition() + " " + count);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
      say("RESTORE-END " + store + " " + partition.partition() + " " + total);
    }
  }

  private final class StandbyTeller implements StandbyUpdateListener {
    @Override
    public void onUpdateStart(TopicPartition partition, String store, long start) {
      say("STANDBY-START " + store + " " + partition.partition() + " " + start);
    }

    @Override
    public void onBatchLoaded(
        TopicPartition partition, String store, TaskId task, long last, long size, long end) {}

    @Override
    public void onUpdateSuspended(
        TopicPartition partition, String store, long offset, long end, SuspendReason reason) {
      say("STANDBY-END " + store + " " + partition.partition() + " " + offset + " " + reason);
    }
  }
}
