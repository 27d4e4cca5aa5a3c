package io.thalweg.streams.iq.kafkastreams;

import io.thalweg.streams.iq.Queried;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.VersionedKeyQuery;
import org.apache.kafka.streams.query.WindowRangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;

/** An application with stores of every kind that asks itself everything. */
public final class QueriedRun implements Queried {
  private final QueriedStores stores = new QueriedStores();
  private final KafkaStreams streams;
  private final String input;
  private final Set<String> messages = new HashSet<>();

  public QueriedRun(String input, String global, Properties config) {
    this.input = input;
    StreamsBuilder builder = new StreamsBuilder();
    stores.addTo(builder, input, global);
    streams = new KafkaStreams(builder.build(), config);
  }

  @Override
  public String beforeStart() {
    return ask(key("tkv-disk"));
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Of the store that is behind the others, since caches are emptied one by one. */
  @Override
  public long reached(int partition) {
    long reached = Long.MAX_VALUE;
    for (String store : stores.names()) {
      // Kafka Streams' stores with headers on disk do not answer
      if (!store.equals("own") && !store.equals("global") && !store.matches("h.*-disk.*")) {
        reached = Math.min(reached, reached(request(store, probe(store)), partition));
      }
    }
    return reached;
  }

  private static Query<?> probe(String store) {
    if (store.contains("win")) {
      return WindowRangeQuery.withWindowStartRange(Questions.at(0), Questions.at(0));
    }
    if (store.contains("ses")) {
      return WindowRangeQuery.withKey("absent");
    }
    return store.equals("versioned")
        ? VersionedKeyQuery.withKey("absent")
        : KeyQuery.withKey("absent");
  }

  private <R> long reached(StateQueryRequest<R> request, int partition) {
    QueryResult<R> result = streams.query(request).getPartitionResults().get(partition);
    if (result == null || result.getPosition() == null) {
      return -1;
    }
    if (result.getResult() instanceof KeyValueIterator) {
      ((KeyValueIterator<?, ?>) result.getResult()).close();
    }
    return result.getPosition().getPartitionPositions(input).getOrDefault(partition, -1L);
  }

  @Override
  public List<String> everything() {
    List<String> told = new ArrayList<>();
    for (String store : stores.names()) {
      Questions.all()
          .forEach(
              (what, query) -> told.add(store + ", " + what + ": " + ask(request(store, query))));
    }
    return told;
  }

  @Override
  public Map<Integer, String> active(String store) {
    return answers(key(store).requireActive());
  }

  @Override
  public Map<Integer, String> any(String store) {
    return answers(key(store));
  }

  @Override
  public Map<Integer, String> bounded(String store, int partition, long offset) {
    return answers(bounded(key(store), input, partition, offset));
  }

  private Map<Integer, String> answers(StateQueryRequest<Object> request) {
    Map<Integer, String> told = new TreeMap<>();
    streams
        .query(request)
        .getPartitionResults()
        .forEach(
            (partition, result) ->
                told.put(
                    partition,
                    Questions.tell(result, (kind, text) -> messages.add(kind + " | " + text))));
    return told;
  }

  @Override
  public List<String> conditions() {
    List<String> told = new ArrayList<>();
    for (String store : List.of("tkv-disk", "win-memory-cached", "own", "kv-memory")) {
      StateQueryRequest<?> key = key(store);
      told.add(store + " 1: " + ask(key.withPartitions(Set.of(1))));
      told.add(store + " 0 and 7: " + ask(key.withPartitions(Set.of(0, 7))));
      told.add(store + " none: " + ask(key.withPartitions(Set.of())));
      told.add(store + " all: " + ask(key.withPartitions(Set.of(1)).withAllPartitions()));
      told.add(store + " active: " + ask(key.requireActive()));
      told.add(store + " info: " + ask(key.enableExecutionInfo()));
      told.add(store + " bound reached: " + ask(bounded(key, input, 0, 1)));
      told.add(store + " bound ahead: " + ask(bounded(key, input, 0, 100)));
      told.add(
          store
              + " bound ahead, asked 1: "
              + ask(bounded(key, input, 0, 100).withPartitions(Set.of(1))));
      told.add(store + " bound of another topic: " + ask(bounded(key, "other", 0, 1)));
      told.add(store + " bound of no partition: " + ask(bounded(key, input, 9, 1)));
      told.add(
          store
              + " bound empty topic: "
              + ask(
                  key.withPositionBound(
                      PositionBound.at(Position.fromMap(Map.of("other", Map.of()))))));
    }
    told.add("own broken: " + ask(request("own", new OwnStore.Broken())));
    told.add(
        "own asked with info: " + ask(request("own", new OwnStore.Asked()).enableExecutionInfo()));
    told.add(
        "own asked bounded: " + ask(bounded(request("own", new OwnStore.Asked()), input, 0, 1)));
    told.add("no such store: " + ask(key("nothing")));
    told.add("global 0: " + ask(key("global").withPartitions(Set.of(0))));
    told.add("global active: " + ask(key("global").requireActive().enableExecutionInfo()));
    told.add("operator's own: " + ask(key("KSTREAM-REDUCE-STATE-STORE-0000000009")));
    return told;
  }

  private static <R> StateQueryRequest<R> bounded(
      StateQueryRequest<R> request, String topic, int partition, long offset) {
    return request.withPositionBound(
        PositionBound.at(Position.emptyPosition().withComponent(topic, partition, offset)));
  }

  private static StateQueryRequest<Object> key(String store) {
    return request(store, KeyQuery.<String, Object>withKey("a"));
  }

  private static <R> StateQueryRequest<R> request(String store, Query<R> query) {
    return StateQueryRequest.inStore(store).withQuery(query);
  }

  private String ask(StateQueryRequest<?> request) {
    BiConsumer<String, String> note = (kind, text) -> messages.add(kind + " | " + text);
    return Questions.ask(streams, request, note);
  }

  @Override
  public Set<String> messages() {
    return messages;
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(Duration.ofSeconds(30)));
  }

  @Override
  public String afterClose() {
    return ask(key("tkv-disk"));
  }
}
