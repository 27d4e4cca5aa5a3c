package io.thalweg.streams.benchmarks.kafkastreams;

import io.thalweg.streams.benchmarks.engine.RunSpec;
import io.thalweg.streams.benchmarks.workload.UserCode;
import io.thalweg.streams.benchmarks.workload.Windows;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TableJoined;
import org.apache.kafka.streams.kstream.TimeWindowedKStream;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.WindowStore;

/** The application of each workload. */
final class Topologies {
  private static final Serde<String> STRING = Serdes.String();
  private static final Serde<Long> LONG = Serdes.Long();

  private final RunSpec spec;
  private final LongAdder progress;
  private final StreamsBuilder builder = new StreamsBuilder();

  private Topologies(RunSpec spec, LongAdder progress) {
    this.spec = spec;
    this.progress = progress;
  }

  static Topology of(RunSpec spec, LongAdder progress) {
    Topologies topologies = new Topologies(spec, progress);
    switch (spec.workload()) {
      case STATELESS -> topologies.stateless();
      case COUNT, COUNT_UNCACHED, EOS, RESTORE -> topologies.count();
      case TUMBLING -> topologies.send(topologies.windows(Windows.SIZE));
      case HOPPING -> topologies.send(topologies.windows(Windows.ADVANCE));
      case SLIDING -> topologies.send(topologies.sliding());
      case SESSION, SESSION_ZIPF -> topologies.sessions();
      case SUPPRESS ->
          topologies.send(
              topologies
                  .windows(Windows.SIZE)
                  .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded())));
      case STREAM_TABLE -> topologies.streamTable();
      case REKEY_AGGREGATE -> topologies.rekeyAggregate();
      case FOREIGN_KEY -> topologies.foreignKey();
      case STREAM_STREAM -> topologies.streamStream();
    }
    return topologies.builder.build();
  }

  private void stateless() {
    input(STRING)
        .filter((key, value) -> UserCode.keep(value))
        .mapValues(UserCode::transform)
        .to(spec.output(), Produced.with(STRING, STRING));
  }

  private void count() {
    input(STRING)
        .groupByKey(Grouped.with(STRING, STRING))
        .count(Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as(Workload.STORE))
        .toStream()
        .to(spec.output(), Produced.with(STRING, LONG));
  }

  private KTable<Windowed<String>, Long> windows(long advance) {
    TimeWindows windows =
        TimeWindows.ofSizeAndGrace(
                Duration.ofMillis(Windows.SIZE), Duration.ofMillis(Windows.GRACE))
            .advanceBy(Duration.ofMillis(advance));
    return sum(amounts().windowedBy(windows));
  }

  private KTable<Windowed<String>, Long> sliding() {
    return sum(
        amounts()
            .windowedBy(
                SlidingWindows.ofTimeDifferenceAndGrace(
                    Duration.ofMillis(Windows.DIFFERENCE), Duration.ofMillis(Windows.GRACE))));
  }

  private static KTable<Windowed<String>, Long> sum(TimeWindowedKStream<String, Long> amounts) {
    return amounts.aggregate(
        () -> 0L,
        (key, amount, sum) -> sum + amount,
        Materialized.<String, Long, WindowStore<Bytes, byte[]>>as(Workload.STORE)
            .withKeySerde(STRING)
            .withValueSerde(LONG));
  }

  private void send(KTable<Windowed<String>, Long> sums) {
    sums.toStream((windowed, sum) -> windowed.key() + '@' + windowed.window().start())
        .to(spec.output(), Produced.with(STRING, LONG));
  }

  private void sessions() {
    amounts()
        .windowedBy(
            SessionWindows.ofInactivityGapAndGrace(
                Duration.ofMillis(Windows.GAP), Duration.ofMillis(Windows.GRACE)))
        .aggregate(
            () -> 0L,
            (key, amount, sum) -> sum + amount,
            (key, one, other) -> one + other,
            Materialized.<String, Long, SessionStore<Bytes, byte[]>>as(Workload.STORE)
                .withKeySerde(STRING)
                .withValueSerde(LONG))
        .toStream(
            (windowed, sum) ->
                windowed.key() + '@' + windowed.window().start() + '@' + windowed.window().end())
        .to(spec.output(), Produced.with(STRING, LONG));
  }

  private KGroupedStream<String, Long> amounts() {
    return input(LONG).groupByKey(Grouped.with(STRING, LONG));
  }

  private void streamTable() {
    KTable<String, String> table =
        builder.table(
            spec.workload().table(),
            Consumed.with(STRING, STRING),
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as(Workload.STORE)
                .withKeySerde(STRING)
                .withValueSerde(STRING));
    input(STRING)
        .join(table, UserCode::join, Joined.with(STRING, STRING, STRING))
        .to(spec.output(), Produced.with(STRING, STRING));
  }

  /** Progress is what has arrived behind the repartition topic. */
  private void rekeyAggregate() {
    builder.stream(spec.workload().input(), Consumed.with(STRING, STRING))
        .groupBy((key, value) -> UserCode.group(key), Grouped.with(Workload.GROUP, STRING, STRING))
        .aggregate(
            () -> 0L,
            (key, value, count) -> {
              progress.increment();
              return count + 1;
            },
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as(Workload.STORE)
                .withKeySerde(STRING)
                .withValueSerde(LONG))
        .toStream()
        .to(spec.output(), Produced.with(STRING, LONG));
  }

  /**
   * A last row has gone in when its first result comes out: results are made on a way through
   * topics, and again when the row that it names changes.
   */
  private void foreignKey() {
    Set<String> lastSeen = new HashSet<>();
    KTable<String, String> named =
        builder.table(spec.workload().table(), Consumed.with(STRING, STRING));
    builder.stream(spec.workload().input(), Consumed.with(STRING, STRING))
        .peek((key, value) -> count(!UserCode.isLast(value)))
        .toTable(
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as(Workload.STORE)
                .withKeySerde(STRING)
                .withValueSerde(STRING))
        .join(
            named,
            UserCode::foreignKey,
            (value, row) -> {
              count(UserCode.isLast(value) && lastSeen.add(value));
              return UserCode.join(value, row);
            },
            TableJoined.as("named"),
            Materialized.with(STRING, STRING))
        .toStream()
        .to(spec.output(), Produced.with(STRING, STRING));
  }

  private void count(boolean in) {
    if (in) {
      progress.increment();
    }
  }

  private void streamStream() {
    JoinWindows near =
        JoinWindows.ofTimeDifferenceAndGrace(
            Duration.ofMillis(Windows.DIFFERENCE), Duration.ofMillis(Windows.GRACE));
    builder.stream(spec.workload().left(), Consumed.with(STRING, STRING))
        .join(input(STRING), UserCode::join, near, StreamJoined.with(STRING, STRING, STRING))
        .to(spec.output(), Produced.with(STRING, STRING));
  }

  private <V> KStream<String, V> input(Serde<V> values) {
    return builder.stream(spec.workload().input(), Consumed.with(STRING, values))
        .peek((key, value) -> progress.increment());
  }
}
