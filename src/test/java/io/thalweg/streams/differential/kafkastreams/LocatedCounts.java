package io.thalweg.streams.differential.kafkastreams;

import io.thalweg.streams.differential.LocatedApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Counts by key and by value, and a global table, asked where they are. */
public final class LocatedCounts implements LocatedApp {
  private static final List<String> STORES = List.of("counts", "rekeyed", "globals", "nope");

  private final KafkaStreams streams;
  private final String input;
  private final List<String> lines = new ArrayList<>();

  public LocatedCounts(String input, Properties config) {
    this.input = input;
    Serde<String> text = Serdes.String();
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> in = builder.stream(input, Consumed.with(text, text));
    in.groupByKey(Grouped.with(text, text)).count(Materialized.as("counts"));
    in.groupBy((key, value) -> value, Grouped.with(text, text)).count(Materialized.as("rekeyed"));
    builder.globalTable(input + "-global", Consumed.with(text, text), Materialized.as("globals"));
    streams = new KafkaStreams(builder.build(), config);
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public boolean settled() {
    return streams.state() == KafkaStreams.State.RUNNING
        && streams.metadataForAllStreamsClients().stream()
            .allMatch(
                host -> host.standbyTopicPartitions().size() + host.topicPartitions().size() == 6);
  }

  @Override
  public List<String> answers() {
    lines.clear();
    say("all", () -> hosts(streams.metadataForAllStreamsClients()));
    for (String store : STORES) {
      say("hosts of " + store, () -> hosts(streams.streamsMetadataForStore(store)));
      for (String key : List.of("a", "b", "c", "d")) {
        say(
            key + " of " + store,
            () -> place(store, streams.queryMetadataForKey(store, key, new StringSerializer())));
      }
      for (Set<Integer> chosen : List.of(Set.of(1), Set.of(9))) {
        say(chosen + " of " + store, () -> place(store, chosen(store, chosen)));
      }
    }
    say("two", () -> chosen("counts", Set.of(1, 2)));
    say("none", () -> chosen("counts", Set.of()));
    say(
        "partitioner",
        () ->
            streams.queryMetadataForKey(
                "counts",
                "a",
                (topic, k, v, n) -> {
                  throw new IllegalStateException(
                      topic.replace(input, "in") + " " + k + " " + v + " " + n);
                }));
    sayWhatIsMissing();
    if (streams.state() != KafkaStreams.State.RUNNING) { // else it waits
      say("ids", () -> streams.clientInstanceIds(Duration.ofSeconds(1)));
    }
    say("negative", () -> streams.clientInstanceIds(Duration.ofMillis(-1)));
    return List.copyOf(lines);
  }

  private void sayWhatIsMissing() {
    Serializer<String> serializer = new StringSerializer();
    say("no store", () -> streams.queryMetadataForKey(null, "a", serializer));
    say("no key", () -> streams.queryMetadataForKey("counts", (String) null, serializer));
    say(
        "no serializer",
        () -> streams.queryMetadataForKey("counts", "a", (Serializer<String>) null));
    StreamPartitioner<String, Object> none = null;
    say("no partitioner", () -> streams.queryMetadataForKey("counts", "a", none));
    say("hosts of null", () -> streams.streamsMetadataForStore(null));
  }

  private KeyQueryMetadata chosen(String store, Set<Integer> partitions) {
    StreamPartitioner<String, Object> partitioner =
        (topic, key, value, count) -> Optional.of(partitions);
    return streams.queryMetadataForKey(store, "a", partitioner);
  }

  private void say(String question, Callable<Object> answer) {
    String said;
    try {
      said = String.valueOf(answer.call());
    } catch (Exception e) {
      String message = String.valueOf(e.getMessage());
      said = e.getClass().getSimpleName() + ": " + message.split(", but are", 2)[0];
    }
    lines.add(question + ": " + said);
  }

  /** Which host has which task is the assignor's affair. */
  private String hosts(Collection<StreamsMetadata> hosts) {
    return new TreeSet<>(
            hosts.stream()
                .map(
                    host ->
                        host.host()
                            + ":"
                            + host.port()
                            + " "
                            + new TreeSet<>(host.stateStoreNames())
                            + new TreeSet<>(host.standbyStateStoreNames()))
                .toList())
        + " active "
        + partitions(hosts, StreamsMetadata::topicPartitions)
        + " standby "
        + partitions(hosts, StreamsMetadata::standbyTopicPartitions);
  }

  private List<String> partitions(
      Collection<StreamsMetadata> hosts, Function<StreamsMetadata, Set<TopicPartition>> which) {
    return hosts.stream()
        .flatMap(host -> which.apply(host).stream())
        .map(
            partition ->
                partition
                    .toString()
                    .replaceAll("^.*-in-", "in-")
                    .replaceAll("^.*-rekeyed", "rekeyed"))
        .sorted()
        .toList();
  }

  private String place(String store, KeyQueryMetadata found) {
    if (found == null) {
      return "null";
    }
    String topic = store.equals("counts") ? input : "rekeyed-repartition";
    boolean right =
        streams.metadataForAllStreamsClients().stream()
            .filter(host -> host.hostInfo().equals(found.activeHost()))
            .flatMap(host -> host.topicPartitions().stream())
            .anyMatch(p -> p.topic().endsWith(topic) && p.partition() == found.partition());
    return found.partition()
        + (found.activeHost().host().equals("unavailable") ? " nowhere" : "")
        + (right ? " where it is read" : "")
        + ", standbys "
        + found.standbyHosts().size()
        + (found.standbyHosts().contains(found.activeHost()) ? " there, too" : "");
  }

  @Override
  public String removeThread(long timeoutMs) {
    lines.clear();
    say(
        "remove",
        () ->
            streams
                .removeStreamThread(Duration.ofMillis(timeoutMs))
                .map(name -> name.replaceAll("^.*-Stream", "Stream")));
    say("threads", () -> streams.metadataForLocalThreads().size());
    return lines.toString().replaceAll("Thread [^ ]*-Stream", "Thread Stream");
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(30));
  }
}
