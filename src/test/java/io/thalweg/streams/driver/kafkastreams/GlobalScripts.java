package io.thalweg.streams.driver.kafkastreams;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;

/** Global tables and stores. */
public final class GlobalScripts {
  private GlobalScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    return Map.of(
        "joins", GlobalScripts::joins,
        "records without a key behind repartition topics", GlobalScripts::withoutKey,
        "what a processor may do", GlobalScripts::processor,
        "timestamps are those of the records", GlobalScripts::timestamps);
  }

  private static void joins(Transcript seen) {
    TableRun run = new TableRun(seen);
    run.run(
        b -> {
          KStream<String, String> stream = b.stream("in");
          GlobalKTable<String, String> table = b.globalTable("g");
          stream.join(table, (k, v) -> key(v), run.joiner()).to("inner");
          stream.leftJoin(table, (k, v) -> key(v), (k, v, w) -> k + v + w).to("left");
        },
        "g x gx 100",
        "g y gy 50",
        "g y gy2 40",
        "in k x 10",
        "in k y 20",
        "in k null 11",
        "in null x 12",
        "in k -none 13",
        "in k z 14",
        "g x null 90",
        "in k x 15");
  }

  /** Found by random topologies: which joins want them (KIP-962). */
  private static void withoutKey(Transcript seen) {
    new TableRun(seen)
        .run(
            b -> {
              GlobalKTable<String, String> table = b.globalTable("g");
              KStream<String, String> left = b.<String, String>stream("a").repartition();
              left.leftJoin(table, (k, v) -> v, (v, w) -> v + w).to("left");
              b.<String, String>stream("b")
                  .repartition()
                  .join(table, (k, v) -> v, (v, w) -> v + w)
                  .to("inner");
              KStream<String, String> right = b.<String, String>stream("c").repartition();
              right.to("right");
              b.<String, String>stream("d")
                  .leftJoin(
                      right,
                      (v, w) -> v + w,
                      JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofMillis(5)))
                  .to("joined");
              b.<String, String>stream("e")
                  .repartition()
                  .groupByKey()
                  .reduce((v, w) -> w)
                  .toStream()
                  .repartition()
                  .leftJoin(table, (k, v) -> v + k, (v, w) -> v + w)
                  .to("far");
              right
                  .join(b.<String, String>stream("f").repartition().toTable(), (v, w) -> v + w)
                  .leftJoin(table, (k, v) -> v + k, (v, w) -> v + w)
                  .to("beside");
            },
            "g x gx 1",
            "a null x 10",
            "b null x 10",
            "c null x 10",
            "d null x 10",
            "e null x 10",
            "f null x 10");
  }

  private static String key(String value) {
    return value == null || value.startsWith("-") ? null : value;
  }

  /** Notes what it may do, and keeps values. */
  private static final class Keeper extends ContextualProcessor<String, String, Void, Void> {
    private final Transcript seen;

    Keeper(Transcript seen) {
      this.seen = seen;
    }

    @Override
    public void process(Record<String, String> record) {
      seen.note("task", () -> context().taskId());
      seen.note(
          "schedule",
          () ->
              context()
                  .schedule(Duration.ofMillis(1), PunctuationType.WALL_CLOCK_TIME, time -> {}));
      seen.note("stream time", () -> context().currentStreamTimeMs());
      seen.note("position", () -> context().recordMetadata().orElseThrow().offset());
      KeyValueStore<String, String> store = context().getStateStore("kept");
      store.put(record.key(), record.value() + "@" + record.timestamp());
      context().commit();
    }
  }

  /** Reads what is global and notes what becomes of an attempt to change it. */
  private static final class Reader extends ContextualProcessor<String, String, String, String> {
    private final Transcript seen;

    Reader(Transcript seen) {
      this.seen = seen;
    }

    @Override
    public void process(Record<String, String> record) {
      KeyValueStore<String, String> kept = context().getStateStore("kept");
      TimestampedKeyValueStore<String, String> rows = context().getStateStore("rows");
      seen.note("kept", () -> kept.get(record.key()));
      seen.note("rows", () -> rows.get(record.key()));
      seen.note("entries", kept::approximateNumEntries);
      seen.note("open", kept::isOpen);
      seen.noteMessage(
          "put",
          () -> {
            kept.put("a", "b");
            return "done";
          });
      seen.noteMessage("delete", () -> kept.delete("a"));
      seen.noteMessage("put if absent", () -> kept.putIfAbsent("a", "b"));
    }
  }

  private static void processor(Transcript seen) {
    new TableRun(seen)
        .run(
            b -> {
              keep(b, seen);
              b.globalTable("g", Materialized.as("rows"));
              b.<String, String>stream("in").process(() -> new Reader(seen)).to("out");
            },
            "c k v 5",
            "g k w 6",
            "in k x 7",
            "c k v2 3",
            "in k y 8");
  }

  private static void keep(StreamsBuilder builder, Transcript seen) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore("kept"), Serdes.String(), Serdes.String()),
        "c",
        Consumed.with(Serdes.String(), Serdes.String()),
        () -> new Keeper(seen));
  }

  private static void timestamps(Transcript seen) {
    new TableRun(seen)
        .run(
            b -> {
              b.globalTable(
                  "g",
                  Consumed.<String, String>with((record, time) -> 4242),
                  Materialized.as("rows"));
              b.stream("in").to("out");
            },
            "g k v 5",
            "g k2 v 6");
  }
}
