package io.thalweg.streams.extra;

import static io.thalweg.streams.kstream.Suppressed.BufferConfig.unbounded;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.TestInputTopic;
import io.thalweg.streams.TestOutputTopic;
import io.thalweg.streams.TopologyTestCluster;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.Suppressed;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.api.ContextualProcessor;
import io.thalweg.streams.processor.api.ProcessorContext;
import io.thalweg.streams.processor.api.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The wall clock of the driver starts at 1,000,000 ms; event times are as they are. */
class IdleAdvanceTest {
  private static final String IDLE = "thalweg.idle.advance.ms";

  private static void outerJoin(StreamsBuilder b) {
    KStream<String, String> right = b.stream("right");
    b.<String, String>stream("in")
        .outerJoin(right, (l, r) -> l + "+" + r, JoinWindows.ofTimeDifferenceWithNoGrace(ms(1000)))
        .to("out");
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void whenTheInputStaysSilentThenUnmatchedRowsOfAnOuterJoinComeOut() {
    try (Driven app = Driven.of(IdleAdvanceTest::outerJoin, IDLE, "5000")) {
      app.pipe("a", "x", 10_000).pipe("right", "b", "y", 10_500);
      app.pass(4_999);
      assertEquals(List.of(), app.out());
      app.pass(1);
      assertEquals(List.of("a=x+null@10000", "b=null+y@10500"), app.out());
      app.pass(100_000);
      assertEquals(List.of(), app.out());
    }
  }

  @Test
  void whenItIsOffThenNothingComesOutHoweverLongItStaysSilent() {
    try (Driven app = Driven.of(IdleAdvanceTest::outerJoin)) {
      app.pipe("a", "x", 10_000);
      app.pass(10_000_000);
      assertEquals(List.of(), app.out());
    }
  }

  @Test
  void whenTimeHasGoneOnThenWhatComesAfterIsLate() {
    try (Driven app =
        Driven.of(
            b ->
                b.<String, String>stream("in")
                    .groupByKey()
                    .windowedBy(TimeWindows.ofSizeAndGrace(ms(1000), ms(500)))
                    .withLateRecords(late -> late.to("side"))
                    .count()
                    .toStream((k, n) -> k.key() + k.window().start())
                    .mapValues(String::valueOf)
                    .to("out"),
            IDLE,
            "1000")) {
      app.pipe("a", "x", 0);
      app.pass(1499).pipe("a", "y", 1);
      assertEquals(List.of("a0=1@0", "a0=2@1"), app.out());
      app.pass(1499).pipe("a", "z", 2);
      assertEquals(List.of(), app.out());
      assertEquals(List.of("a=z@2"), app.out("side"));
    }
  }

  @Test
  void whenTheInputStaysSilentThenSuppressLetsClosedWindowsGo() {
    try (Driven app =
        Driven.of(
            b ->
                b.<String, String>stream("in")
                    .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                    .windowedBy(TimeWindows.ofSizeAndGrace(ms(1000), ms(500)))
                    .count()
                    .suppress(Suppressed.untilWindowCloses(unbounded()))
                    .toStream((k, n) -> k.key() + k.window().start())
                    .mapValues(String::valueOf)
                    .to("out"),
            IDLE,
            "1000")) {
      app.pipe("a", "x", 0).pipe("a", "y", 1).pass(1498);
      assertEquals(List.of(), app.out());
      app.pass(1);
      assertEquals(List.of("a0=2@1"), app.out());
    }
  }

  private static void atClose(StreamsBuilder b) {
    KGroupedStream<String, String> grouped =
        b.<String, String>stream("in").groupByKey(Grouped.with(Serdes.String(), Serdes.String()));
    counts(
        grouped
            .windowedBy(TimeWindows.ofSizeAndGrace(ms(1000), ms(500)))
            .emitStrategy(EmitStrategy.onWindowClose())
            .count(),
        "tumbling");
    counts(
        grouped
            .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(ms(1000), ms(500)))
            .emitStrategy(EmitStrategy.onWindowClose())
            .count(),
        "sliding");
    counts(
        grouped
            .windowedBy(SessionWindows.ofInactivityGapAndGrace(ms(1000), ms(500)))
            .emitStrategy(EmitStrategy.onWindowClose())
            .count(),
        "sessions");
  }

  private static void counts(KTable<Windowed<String>, Long> table, String topic) {
    table
        .toStream((k, n) -> k.key() + k.window().start() + "-" + k.window().end())
        .mapValues(String::valueOf)
        .to(topic);
  }

  @Test
  void whenTheInputStaysSilentThenResultsAtWindowCloseComeOnce() {
    try (Driven app = Driven.of(IdleAdvanceTest::atClose, IDLE, "1000")) {
      app.pipe("a", "x", 0).pipe("a", "y", 400).pass(1000);
      assertEquals(List.of(), app.out("tumbling"), "stream time is 1400");
      app.pass(100);
      assertEquals(List.of("a0-1000=2@400"), app.out("tumbling"));
      assertEquals(List.of(), app.out("sliding"));
      app.pass(1);
      assertEquals("a0-1000=2@400", app.out("sliding").get(0));
      app.pass(10_000);
      assertEquals(List.of("a0-400=2@400"), app.out("sessions"));
      assertEquals(List.of(), app.out("tumbling"));
      app.pipe("a", "late", 999).pipe("a", "z", 20_000).pass(100_000);
      assertEquals(List.of("a20000-21000=1@20000"), app.out("tumbling"), "the late one is dropped");
      assertEquals(List.of("a20000-20000=1@20000"), app.out("sessions"));
    }
  }

  @Test
  void whenItDiesAfterSilenceThenResultsAtWindowCloseAreNotRepeated() {
    Properties config = new Properties();
    config.put("processing.guarantee", "exactly_once_v2");
    config.put("default.key.serde", Serdes.StringSerde.class.getName());
    config.put("default.value.serde", Serdes.StringSerde.class.getName());
    config.put(IDLE, "1000");
    StreamsBuilder builder = new StreamsBuilder();
    atClose(builder);
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(builder.build())
            .config(config)
            .instances(1)
            .partitions(1)
            .startAt(Instant.ofEpochMilli(50_000))
            .start()) {
      TestInputTopic<String, String> in =
          cluster.createInputTopic("in", new StringSerializer(), new StringSerializer());
      TestOutputTopic<String, String> out =
          cluster.createOutputTopic("tumbling", new StringDeserializer(), new StringDeserializer());
      in.pipeInput("a", "x", 100L);
      in.pipeInput("b", "y", 1_200L);
      cluster.run(Duration.ofSeconds(10));
      assertEquals(List.of("1", "1"), out.readValuesToList());
      cluster.crashInstance(0);
      cluster.startInstance(0);
      cluster.run(Duration.ofMinutes(2));
      assertEquals(List.of(), out.readValuesToList());
      in.pipeInput("a", "later", 500_000L);
      cluster.run(Duration.ofSeconds(10));
      assertEquals(List.of("1"), out.readValuesToList());
    }
  }

  /** Forwards stream time at each punctuation. */
  private static final class Ticker extends ContextualProcessor<String, String, String, String> {
    @Override
    public void init(ProcessorContext<String, String> context) {
      super.init(context);
      context.schedule(
          ms(1000),
          PunctuationType.STREAM_TIME,
          time ->
              context.forward(
                  new Record<>("t", String.valueOf(context.currentStreamTimeMs()), time)));
    }

    @Override
    public void process(Record<String, String> record) {}
  }

  @Test
  void whenTimeGoesOnThenStreamTimePunctuatorsFire() {
    try (Driven app =
        Driven.of(
            b -> b.<String, String>stream("in").process(Ticker::new).to("out"), IDLE, "2000")) {
      app.pipe("a", "x", 10_000);
      assertEquals(List.of("t=10000@10000"), app.out());
      app.pass(1999);
      assertEquals(List.of(), app.out());
      app.pass(1);
      assertEquals(List.of("t=12000@12000"), app.out());
    }
  }
}
