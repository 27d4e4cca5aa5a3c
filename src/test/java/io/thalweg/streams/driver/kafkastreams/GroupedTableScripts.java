package io.thalweg.streams.driver.kafkastreams;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;

/** Tables under other keys: equal and changing keys, nulls everywhere, late updates. */
public final class GroupedTableScripts {
  private static final String[] UPDATES = {
    "a k a1 10", "a k a2 5", "a k b1 20", "a k b1 21", "a k null 22", "a k null 23", "a k N1 24",
    "a k c1 25", "a k N2 26", "a k K1 27", "a k d1 28", "a k V1 29", "a k V2 30", "a k e! 31",
    "a k f1 32", "a k f? 33", "a k f2 34", "a k f! 35", "a k f3 36", "a k g? 37", "a k null 38",
    "a k f4 50", "a j f5 45", "a k null 40", "a j null 30", "a null f 60"
  };

  private final Map<String, Consumer<Transcript>> scripts = new TreeMap<>();

  private GroupedTableScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    GroupedTableScripts all = new GroupedTableScripts();
    all.aggregations();
    all.sources();
    return all.scripts;
  }

  private void add(String name, BiConsumer<StreamsBuilder, TableRun> topology) {
    add(name, "statestore.cache.max.bytes", 0, topology);
    add(name + ", cached", "statestore.cache.max.bytes", 1 << 20, topology);
    add(name + ", for old members", "upgrade.from", "3.4", topology);
  }

  private void add(
      String name, String key, Object value, BiConsumer<StreamsBuilder, TableRun> topology) {
    scripts.put(
        name,
        seen -> {
          TableRun run = new TableRun(seen).with(key, value);
          run.run(builder -> topology.accept(builder, run), UPDATES);
        });
  }

  private static KTable<String, String> a(StreamsBuilder b) {
    return b.table("a");
  }

  private void aggregations() {
    add("aggregate", (b, run) -> run.grouped(a(b)).toStream().to("out"));
    // cached, the order depends on how two subtopologies take turns: theirs are one task here
    add(
        "aggregate twice",
        "statestore.cache.max.bytes",
        0,
        (b, run) -> run.grouped(run.grouped(a(b))).toStream().to("out"));
    add(
        "count",
        (b, run) ->
            a(b).groupBy((k, v) -> KeyValue.pair(v.substring(0, 1), v))
                .count()
                .toStream()
                .to("out", Produced.with(Serdes.String(), Serdes.Long())));
    add(
        "reduce",
        (b, run) ->
            a(b).groupBy((k, v) -> KeyValue.pair(v.substring(0, 1), v))
                .reduce(
                    (x, y) -> y.endsWith("!") ? null : x + "+" + y,
                    (x, y) -> y.endsWith("?") ? null : x + "-" + y)
                .toStream()
                .to("out"));
    add(
        "keys that are never equal",
        (b, run) ->
            a(b).groupBy(
                    (k, v) -> KeyValue.pair(new byte[] {1}, v),
                    Grouped.keySerde(Serdes.ByteArray()))
                .reduce((x, y) -> x + "+" + y, (x, y) -> x + "-" + y)
                .toStream((k, v) -> "k")
                .to("out"));
  }

  private void sources() {
    add(
        "of a filter",
        (b, run) ->
            run.grouped(a(b).filter((k, v) -> !v.startsWith("b") && !v.startsWith("f")))
                .toStream()
                .to("out"));
    add(
        "of a mapping",
        (b, run) ->
            run.grouped(a(b).mapValues(v -> v.startsWith("b") ? null : v + "m"))
                .toStream()
                .to("out"));
    add(
        "below a filter",
        (b, run) -> run.grouped(a(b)).filter((k, v) -> v.contains("-")).toStream().to("out"));
    add(
        "of a stream's count",
        (b, run) ->
            run.grouped(b.<String, String>stream("a").groupByKey().count().mapValues(n -> "n" + n))
                .toStream()
                .to("out"));
    add(
        "of windows",
        (b, run) ->
            b.<String, String>stream("a")
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(1)))
                .aggregate(() -> "", (k, v, sum) -> sum + "+" + v)
                .groupBy((window, v) -> KeyValue.pair(window.key(), v))
                .aggregate(() -> "", run.appending("+", "!"), run.appending("-", "?"))
                .toStream()
                .to("out"));
  }
}
