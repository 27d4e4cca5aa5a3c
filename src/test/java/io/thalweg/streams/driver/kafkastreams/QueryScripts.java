package io.thalweg.streams.driver.kafkastreams;

import static io.thalweg.streams.driver.kafkastreams.TopicScripts.TEXT;

import io.thalweg.streams.driver.Transcript;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.TimestampedKeyQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Queries of stores that a test is given, and their positions. */
public final class QueryScripts {
  private QueryScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    return Map.of("queries and positions of a test's stores", QueryScripts::queries);
  }

  private static final class Writer extends ContextualProcessor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> row) {
      KeyValueStore<String, String> plain = context().getStateStore("kv");
      plain.put(row.key(), row.value());
      TimestampedKeyValueStore<String, String> stamped = context().getStateStore("ts-kv");
      stamped.put(row.key(), ValueAndTimestamp.make(row.value(), row.timestamp()));
    }
  }

  private static void queries(Transcript seen) {
    Topology topology = new Topology();
    topology.addSource("source", TEXT.deserializer(), TEXT.deserializer(), "in");
    topology.addProcessor("p", Writer::new, "source");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("kv"), TEXT, TEXT), "p");
    topology.addStateStore(
        Stores.timestampedKeyValueStoreBuilder(
            Stores.persistentTimestampedKeyValueStore("ts-kv"), TEXT, TEXT),
        "p");
    try (TopologyTestDriver driver = new TopologyTestDriver(topology)) {
      TestInputTopic<String, String> in =
          driver.createInputTopic("in", TEXT.serializer(), TEXT.serializer());
      StateStore plain = driver.getKeyValueStore("kv");
      StateStore stamped = driver.getTimestampedKeyValueStore("ts-kv");
      seen.note("at first", () -> plain.getPosition() + " " + stamped.getPosition());
      in.pipeInput("a", "one", 100);
      in.pipeInput("b", "two", 200);
      seen.note("after two", () -> plain.getPosition() + " " + stamped.getPosition());
      ask(seen, plain, KeyQuery.withKey("a"), PositionBound.unbounded());
      ask(seen, plain, TimestampedKeyQuery.withKey("a"), PositionBound.unbounded());
      ask(seen, plain, RangeQuery.withNoBounds(), PositionBound.unbounded());
      ask(seen, stamped, KeyQuery.withKey("a"), PositionBound.unbounded());
      ask(seen, stamped, TimestampedKeyQuery.withKey("b"), at(1));
      ask(seen, stamped, KeyQuery.withKey("b"), at(2));
    }
  }

  private static PositionBound at(long offset) {
    return PositionBound.at(Position.emptyPosition().withComponent("in", 0, offset));
  }

  private static void ask(Transcript seen, StateStore store, Query<?> query, PositionBound bound) {
    seen.note(
        store.name() + ", " + query.getClass().getSimpleName(),
        () -> {
          QueryResult<?> result = store.query(query, bound, new QueryConfig(false));
          String answer =
              result.isFailure()
                  ? result.getFailureReason().toString()
                  : String.valueOf(rows(result.getResult()));
          return answer + " at " + result.getPosition();
        });
  }

  private static Object rows(Object result) {
    if (!(result instanceof KeyValueIterator)) {
      return result;
    }
    StringBuilder rows = new StringBuilder();
    try (KeyValueIterator<?, ?> iterator = (KeyValueIterator<?, ?>) result) {
      iterator.forEachRemaining(rows::append);
    }
    return rows;
  }
}
