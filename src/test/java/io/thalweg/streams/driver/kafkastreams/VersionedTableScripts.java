package io.thalweg.streams.driver.kafkastreams;

import static io.thalweg.streams.driver.kafkastreams.TableRun.history;

import io.thalweg.streams.driver.Transcript;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.ValueTransformerWithKey;
import org.apache.kafka.streams.processor.ProcessorContext;

/** Tables on versioned stores, and tables with transformed values. */
public final class VersionedTableScripts {
  private static final String[] UPDATES = {
    "a k a1 100", "a k a2 50", "a k a3 100", "a k null 90", "a k b1 200", "a k b2 150",
    "a k null 300", "a k null 300", "a k b3 250", "a k null 400", "a k b4 2000", "a k b5 1500",
    "a k b6 500", "a null x 1"
  };
  private static final String[] BOTH = {
    "a k a1 100",
    "b k x1 50",
    "a k a2 90",
    "a k null 95",
    "b k x2 60",
    "b k x0 55",
    "a k a3 120",
    "b k null 130",
    "b k x4 125",
    "a k null 200",
    "a k a9 190",
    "b k x5 210",
    "a k a5 220"
  };

  private static final String[] TRANSFORMED = {
    "a k a1 10", "a k a2 5", "a k x 7", "a k null 20", "a k null 21", "a null q 22"
  };

  private final Map<String, Consumer<Transcript>> scripts = new TreeMap<>();

  private VersionedTableScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    VersionedTableScripts all = new VersionedTableScripts();
    all.tables();
    all.derived();
    all.aggregations();
    all.joins();
    all.transformations();
    all.transformationsBetween();
    return all.scripts;
  }

  private void add(String name, BiConsumer<StreamsBuilder, TableRun> topology, String... inputs) {
    scripts.put(
        name,
        seen -> {
          TableRun run = new TableRun(seen);
          run.run(builder -> topology.accept(builder, run), inputs);
        });
  }

  private static KTable<String, String> versioned(StreamsBuilder b, String topic) {
    return b.table(topic, history(topic + "-history"));
  }

  private void tables() {
    add("table", (b, run) -> versioned(b, "a").toStream().to("out"), UPDATES);
    add(
        "mapped",
        (b, run) -> versioned(b, "a").mapValues(v -> v + "m").toStream().to("out"),
        UPDATES);
    add(
        "filtered",
        (b, run) -> versioned(b, "a").filter((k, v) -> !v.startsWith("b")).toStream().to("out"),
        UPDATES);
    add(
        "filtered, kept",
        (b, run) ->
            versioned(b, "a")
                .filter((k, v) -> !v.startsWith("b"), Materialized.as("s"))
                .toStream()
                .to("out"),
        UPDATES);
    add(
        "filtered, kept and grouped",
        (b, run) -> {
          KTable<String, String> kept =
              versioned(b, "a").filter((k, v) -> !v.startsWith("b"), Materialized.as("s"));
          kept.toStream().to("out");
          run.grouped(kept);
        },
        UPDATES);
  }

  private void derived() {
    add( // has no versions then
        "mapped by options without a name, then filtered",
        (b, run) ->
            versioned(b, "a")
                .mapValues(v -> v + "m", Materialized.with(Serdes.String(), Serdes.String()))
                .filter((k, v) -> !v.startsWith("b"))
                .toStream()
                .to("out"),
        UPDATES);
    add(
        "filtered by options without a name, then grouped",
        (b, run) ->
            run.grouped(
                versioned(b, "a")
                    .filter(
                        (k, v) -> !v.startsWith("b"),
                        Materialized.with(Serdes.String(), Serdes.String()))),
        UPDATES);
    add(
        "transformed by options without a name, then grouped",
        (b, run) ->
            run.grouped(
                versioned(b, "a")
                    .transformValues(
                        () -> new Telling(run),
                        Materialized.with(Serdes.String(), Serdes.String()))),
        UPDATES);
    add(
        "filtered with versions",
        (b, run) ->
            versioned(b, "a")
                .filter((k, v) -> !v.startsWith("b"), history("s"))
                .toStream()
                .to("out"),
        UPDATES);
    add(
        "mapped with versions",
        (b, run) ->
            b.<String, String>table("a").mapValues(v -> v + "m", history("s")).toStream().to("out"),
        UPDATES);
    add(
        "made of a stream",
        (b, run) -> b.<String, String>stream("a").toTable(history("s")).toStream().to("out"),
        UPDATES);
    add(
        "counted",
        (b, run) ->
            b.<String, String>stream("a")
                .groupByKey()
                .count(history("s"))
                .toStream()
                .to("out", Produced.with(Serdes.String(), Serdes.Long())),
        UPDATES);
  }

  private void aggregations() {
    add("grouped", (b, run) -> run.grouped(versioned(b, "a")).toStream().to("out"), UPDATES);
    add(
        "filtered and grouped",
        (b, run) -> {
          KTable<String, String> filtered = versioned(b, "a").filter((k, v) -> !v.startsWith("b"));
          filtered.toStream().to("out");
          run.grouped(filtered);
        },
        UPDATES);
    add(
        "mapped and grouped",
        (b, run) -> run.grouped(versioned(b, "a").mapValues(v -> v + "m")).toStream().to("out"),
        UPDATES);
    add(
        "mapped, kept and grouped",
        (b, run) ->
            run.grouped(versioned(b, "a").mapValues(v -> v + "m", Materialized.as("s")))
                .toStream()
                .to("out"),
        UPDATES);
    add(
        "mapped with versions and grouped",
        (b, run) ->
            run.grouped(b.<String, String>table("a").mapValues(v -> v + "m", history("s")))
                .toStream()
                .to("out"),
        UPDATES);
    add(
        "counted and grouped",
        (b, run) ->
            run.grouped(
                    b.<String, String>stream("a")
                        .groupByKey()
                        .count(history("s"))
                        .mapValues(n -> "n" + n))
                .toStream()
                .to("out"),
        UPDATES);
    add(
        "grouped with versions",
        (b, run) ->
            b.<String, String>table("a")
                .groupBy((k, v) -> KeyValue.pair(v.substring(0, 1), v))
                .reduce((x, y) -> x + "+" + y, (x, y) -> x + "-" + y, history("s"))
                .toStream()
                .to("out"),
        UPDATES);
  }

  private void joins() {
    add(
        "inner",
        (b, run) -> versioned(b, "a").join(versioned(b, "b"), run.joiner()).toStream().to("out"),
        BOTH);
    add(
        "left with plain",
        (b, run) ->
            versioned(b, "a")
                .leftJoin(b.<String, String>table("b"), run.joiner())
                .toStream()
                .to("out"),
        BOTH);
    add(
        "outer of plain",
        (b, run) ->
            b.<String, String>table("a")
                .outerJoin(versioned(b, "b"), run.joiner())
                .toStream()
                .to("out"),
        BOTH);
    add(
        "left of filtered",
        (b, run) ->
            versioned(b, "a")
                .filter((k, v) -> !v.equals("a3"))
                .leftJoin(versioned(b, "b").mapValues(v -> v + "m"), run.joiner())
                .toStream()
                .to("out"),
        BOTH);
    add(
        "joined with versions",
        (b, run) ->
            b.<String, String>table("a")
                .join(b.<String, String>table("b"), run.joiner(), history("s"))
                .toStream()
                .to("out"),
        BOTH);
    add(
        "joined with versions and grouped",
        (b, run) ->
            run.grouped(
                    b.<String, String>table("a")
                        .join(b.<String, String>table("b"), run.joiner(), history("s")))
                .toStream()
                .to("out"),
        BOTH);
    add(
        "transformed and joined",
        (b, run) ->
            versioned(b, "a")
                .transformValues(() -> new Telling(run))
                .join(versioned(b, "b"), run.joiner())
                .toStream()
                .to("out"),
        BOTH);
  }

  /** Notes what it sees; null becomes a value and some values become null. */
  private static final class Telling implements ValueTransformerWithKey<String, String, String> {
    private final TableRun run;
    private ProcessorContext context;

    Telling(TableRun run) {
      this.run = run;
    }

    @Override
    public void init(ProcessorContext processorContext) {
      context = processorContext;
    }

    @Override
    public String transform(String key, String value) {
      run.called(
          "transform "
              + key
              + ", "
              + value
              + " at "
              + context.timestamp()
              + " of "
              + context.topic()
              + " "
              + context.partition()
              + " "
              + context.offset()
              + " headers "
              + context.headers().toArray().length);
      return value == null ? "nothing" : value.endsWith("x") ? null : value + "t";
    }

    @Override
    public void close() {}
  }

  private void transformations() {
    add(
        "transformed",
        (b, run) ->
            b.<String, String>table("a")
                .transformValues(() -> new Telling(run))
                .toStream()
                .to("out"),
        TRANSFORMED);
    add(
        "transformed, kept",
        (b, run) ->
            b.<String, String>table("a")
                .transformValues(() -> new Telling(run), Materialized.as("s"))
                .toStream()
                .to("out"),
        TRANSFORMED);
    add(
        "transformed and grouped",
        (b, run) ->
            run.grouped(b.<String, String>table("a").transformValues(() -> new Telling(run)))
                .toStream()
                .to("out"),
        TRANSFORMED);
    add(
        "transformed, kept and grouped",
        (b, run) ->
            run.grouped(
                    b.<String, String>table("a")
                        .transformValues(() -> new Telling(run), Materialized.as("s")))
                .toStream()
                .to("out"),
        TRANSFORMED);
  }

  private void transformationsBetween() {
    add(
        "transformed and filtered",
        (b, run) ->
            b.<String, String>table("a", Materialized.as("rows"))
                .transformValues(() -> new Telling(run))
                .filter((k, v) -> !v.equals("a2t"))
                .toStream()
                .to("out"),
        TRANSFORMED);
    add(
        "transformed count",
        (b, run) ->
            b.<String, String>stream("a")
                .groupByKey()
                .count()
                .mapValues(n -> "n" + n)
                .transformValues(() -> new Telling(run))
                .toStream()
                .to("out"),
        TRANSFORMED);
    add(
        "stream joins transformed",
        (b, run) ->
            b.<String, String>stream("s")
                .leftJoin(
                    b.<String, String>table("a").transformValues(() -> new Telling(run)),
                    (x, y) -> x + y)
                .to("out"),
        "a k a1 10",
        "s k s 30",
        "s z s 31");
  }
}
