package io.thalweg.streams.differential.kafkastreams;

import io.thalweg.streams.differential.ListenedApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.state.KeyValueStore;

/** A count that writes down what its restore listener is told. */
public final class ListenedCount implements ListenedApp {
  /** A key with which it is paused before it starts. */
  public static final String START_PAUSED = "test.start.paused";

  private final KafkaStreams streams;
  // by partition, in the order told; guarded by itself
  private final Map<Integer, List<String>> events = new TreeMap<>();

  public ListenedCount(String input, Properties config) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(input, Consumed.with(Serdes.String(), Serdes.String()))
        .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
        .count(
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("counts")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long()));
    streams = new KafkaStreams(builder.build(), config);
    streams.setGlobalStateRestoreListener(new Writer());
    if (config.containsKey(START_PAUSED)) {
      streams.pause();
    }
    streams.start();
  }

  @Override
  public String state() {
    return streams.state().name();
  }

  @Override
  public void pause() {
    streams.pause();
  }

  @Override
  public void resume() {
    streams.resume();
  }

  @Override
  public double updaterMetric(String name) {
    return streams.metrics().entrySet().stream()
        .filter(e -> e.getKey().group().equals("stream-state-updater-metrics"))
        .filter(e -> e.getKey().name().equals(name))
        .mapToDouble(e -> (Double) e.getValue().metricValue())
        .sum();
  }

  @Override
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public Map<Integer, List<String>> events() {
    synchronized (events) {
      Map<Integer, List<String>> copy = new TreeMap<>();
      events.forEach((partition, told) -> copy.put(partition, List.copyOf(told)));
      return copy;
    }
  }

  @Override
  public String lags() {
    Map<String, Map<Integer, LagInfo>> lags = new TreeMap<>();
    streams
        .allLocalStorePartitionLags()
        .forEach((store, partitions) -> lags.put(store, new TreeMap<>(partitions)));
    return lags.toString();
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(Duration.ofSeconds(30)));
  }

  private void told(TopicPartition partition, String event) {
    synchronized (events) {
      events.computeIfAbsent(partition.partition(), p -> new ArrayList<>()).add(event);
    }
  }

  private final class Writer implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
      told(partition, "start " + store + " " + start + " to " + end);
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
      told(partition, "batch " + store + " up to " + end + ", " + count + " records");
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
      told(partition, "end " + store + " " + total + " records");
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long total) {
      told(partition, "suspended " + store + " " + total + " records");
    }
  }
}
