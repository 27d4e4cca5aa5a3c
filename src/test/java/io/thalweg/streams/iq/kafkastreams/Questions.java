package io.thalweg.streams.iq.kafkastreams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.MultiVersionedKeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.query.TimestampedKeyQuery;
import org.apache.kafka.streams.query.TimestampedRangeQuery;
import org.apache.kafka.streams.query.VersionedKeyQuery;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.query.WindowRangeQuery;

/** Queries of every type, and their answers as text. */
final class Questions {
  private Questions() {}

  /** By what they ask. */
  static Map<String, Query<?>> all() {
    Map<String, Query<?>> all = new LinkedHashMap<>();
    all.put("key a", KeyQuery.withKey("a"));
    all.put("key a, no cache", KeyQuery.withKey("a").skipCache());
    all.put("key gone", KeyQuery.withKey("gone"));
    all.put("key absent", KeyQuery.withKey("absent"));
    all.put("key of another type", KeyQuery.withKey(1L));
    all.put("timestamped key a", TimestampedKeyQuery.withKey("a"));
    all.put("timestamped key a, no cache", TimestampedKeyQuery.withKey("a").skipCache());
    all.put("timestamped key absent", TimestampedKeyQuery.withKey("absent"));
    all.put("range", RangeQuery.withNoBounds());
    all.put("range up", RangeQuery.withNoBounds().withAscendingKeys());
    all.put("range down", RangeQuery.withNoBounds().withDescendingKeys());
    all.put("range b to d", RangeQuery.withRange("b", "d"));
    all.put("range b to d down", RangeQuery.withRange("b", "d").withDescendingKeys());
    all.put("range from c", RangeQuery.withLowerBound("c"));
    all.put("range to c", RangeQuery.withUpperBound("c"));
    all.put("range d to b", RangeQuery.withRange("d", "b"));
    all.put("timestamped range", TimestampedRangeQuery.withNoBounds());
    all.put("timestamped range down", TimestampedRangeQuery.withNoBounds().withDescendingKeys());
    all.put("timestamped range b to d", TimestampedRangeQuery.withRange("b", "d"));
    windowed(all);
    versioned(all);
    all.put("own size", new OwnStore.Size());
    all.put("own refused", new OwnStore.Refused());
    all.put("own asked", new OwnStore.Asked());
    return all;
  }

  private static void windowed(Map<String, Query<?>> all) {
    all.put("windows of a", WindowKeyQuery.withKeyAndWindowStartRange("a", at(0), at(1000)));
    all.put(
        "windows of a, 110 to 120",
        WindowKeyQuery.withKeyAndWindowStartRange("a", at(110), at(120)));
    all.put("windows of absent", WindowKeyQuery.withKeyAndWindowStartRange("absent", at(0), at(9)));
    all.put("windows backwards", WindowKeyQuery.withKeyAndWindowStartRange("a", at(9), at(1)));
    all.put("windows from 100 to 110", WindowRangeQuery.withWindowStartRange(at(100), at(110)));
    all.put("windows from 0 to 1000", WindowRangeQuery.withWindowStartRange(at(0), at(1000)));
    all.put("sessions of a", WindowRangeQuery.withKey("a"));
    all.put("sessions of absent", WindowRangeQuery.withKey("absent"));
  }

  private static void versioned(Map<String, Query<?>> all) {
    all.put("version of a", VersionedKeyQuery.withKey("a"));
    all.put("version of a at 100", VersionedKeyQuery.withKey("a").asOf(at(100)));
    all.put("version of a at 112", VersionedKeyQuery.withKey("a").asOf(at(112)));
    all.put("version of a at 1", VersionedKeyQuery.withKey("a").asOf(at(1)));
    all.put("version of gone", VersionedKeyQuery.withKey("gone"));
    all.put("versions of a", MultiVersionedKeyQuery.withKey("a"));
    all.put("versions of a up", MultiVersionedKeyQuery.withKey("a").withAscendingTimestamps());
    all.put("versions of a down", MultiVersionedKeyQuery.withKey("a").withDescendingTimestamps());
    all.put("versions of a from 111", MultiVersionedKeyQuery.withKey("a").fromTime(at(111)));
    all.put("versions of a to 111", MultiVersionedKeyQuery.withKey("a").toTime(at(111)));
    all.put(
        "versions of a 101 to 112 up",
        MultiVersionedKeyQuery.withKey("a")
            .fromTime(at(101))
            .toTime(at(112))
            .withAscendingTimestamps());
    all.put(
        "versions of a 112 to 101",
        MultiVersionedKeyQuery.withKey("a").fromTime(at(112)).toTime(at(101)));
    all.put("versions of gone", MultiVersionedKeyQuery.withKey("gone"));
    all.put("versions of absent", MultiVersionedKeyQuery.withKey("absent"));
  }

  static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  /** Asks and tells the answer, or what was thrown. */
  static <R> String ask(
      KafkaStreams streams, StateQueryRequest<R> request, BiConsumer<String, String> messages) {
    StateQueryResult<R> result;
    try {
      result = streams.query(request);
    } catch (RuntimeException e) {
      messages.accept(e.getClass().getSimpleName(), e.getMessage());
      return "throws " + e.getClass().getSimpleName();
    }
    StringBuilder text = new StringBuilder();
    new TreeMap<>(result.getPartitionResults())
        .forEach(
            (partition, one) ->
                text.append(partition).append(": ").append(tell(one, messages)).append("; "));
    if (result.getGlobalResult() != null) {
      text.append("global: ").append(tell(result.getGlobalResult(), messages));
    }
    return text.toString();
  }

  static String tell(QueryResult<?> result, BiConsumer<String, String> messages) {
    String position = " at " + text(result.getPosition());
    if (result.isFailure()) {
      FailureReason reason = result.getFailureReason();
      messages.accept(reason.toString(), result.getFailureMessage());
      return reason + (reason == FailureReason.NOT_UP_TO_BOUND ? position : "");
    }
    Object value = result.getResult();
    String shown;
    try {
      shown = value instanceof Iterator ? rows((Iterator<?>) value) : shown(value);
    } catch (RuntimeException e) {
      shown = "throws " + e.getClass().getSimpleName();
    }
    result.getExecutionInfo().forEach(info -> messages.accept("info", info));
    return shown + position;
  }

  private static String rows(Iterator<?> iterator) {
    List<String> rows = new ArrayList<>();
    iterator.forEachRemaining(row -> rows.add(shown(row)));
    try {
      ((AutoCloseable) iterator).close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return rows.toString();
  }

  private static String shown(Object value) {
    if (value instanceof KeyValue) {
      KeyValue<?, ?> pair = (KeyValue<?, ?>) value;
      return shown(pair.key) + "=" + shown(pair.value);
    }
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }

  private static String text(Position position) {
    if (position == null) {
      return "null";
    }
    Map<String, Map<Integer, Long>> sorted = new TreeMap<>();
    position
        .getTopics()
        .forEach(topic -> sorted.put(topic, new TreeMap<>(position.getPartitionPositions(topic))));
    return sorted.toString();
  }
}
