package io.thalweg.streams.parity;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.Branched;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Printed;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.processor.RecordContext;
import io.thalweg.streams.processor.TopicNameExtractor;
import io.thalweg.streams.state.Stores;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;

/** Topologies without state, for both libraries: see {@link Peer}. */
public final class StatelessTopologies {
  private StatelessTopologies() {}

  public static void sourceToSink(StreamsBuilder b) {
    b.<String, String>stream("in").to("out");
  }

  public static void sourceOnly(StreamsBuilder b) {
    b.<String, String>stream("in");
  }

  public static void manyTopics(StreamsBuilder b) {
    b.<String, String>stream(Arrays.asList("b", "a", "c")).to("out");
  }

  public static void patternSource(StreamsBuilder b) {
    b.<String, String>stream(Pattern.compile("in-.*")).to("out");
  }

  public static void statelessChain(StreamsBuilder b) {
    b.<String, String>stream("in", Consumed.with(Serdes.String(), Serdes.String()))
        .filter((k, v) -> v != null)
        .filterNot((k, v) -> v.isEmpty())
        .mapValues(v -> v.length())
        .mapValues((k, v) -> k + v)
        .flatMapValues(v -> List.of(v, v))
        .flatMapValues((k, v) -> List.of(k, v))
        .map((k, v) -> KeyValue.pair(v, k))
        .flatMap((k, v) -> List.of(KeyValue.pair(k, v)))
        .selectKey((k, v) -> v)
        .peek((k, v) -> {})
        .to("out", Produced.with(Serdes.String(), Serdes.String()));
  }

  public static void foreachEnds(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    s.foreach((k, v) -> {});
    s.foreach((k, v) -> {}, Named.as("last"));
    s.print(Printed.<String, String>toSysOut());
    s.print(Printed.<String, String>toSysOut().withName("printer").withLabel("x"));
  }

  public static void statelessNamed(StreamsBuilder b) {
    b.<String, String>stream(
            "in",
            Consumed.<String, String>as("src").withOffsetResetPolicy(AutoOffsetReset.latest()))
        .filter((k, v) -> v != null, Named.as("f"))
        .filterNot((k, v) -> v.isEmpty(), Named.as("fn"))
        .mapValues(v -> v, Named.as("mv"))
        .mapValues((k, v) -> v, Named.as("mvk"))
        .flatMapValues(v -> List.of(v, v), Named.as("fmv"))
        .flatMapValues((k, v) -> List.of(k, v), Named.as("fmvk"))
        .map((k, v) -> KeyValue.pair(v, k), Named.as("m"))
        .flatMap((k, v) -> List.of(KeyValue.pair(k, v)), Named.as("fm"))
        .selectKey((k, v) -> v, Named.as("sk"))
        .peek((k, v) -> {}, Named.as("p"))
        .to("out", Produced.as("sink"));
  }

  public static void mergeOfSourcesReadTwice(StreamsBuilder b) {
    b.<String, String>stream("one").to("first");
    b.<String, String>stream("two").to("second");
    KStream<String, String> one = b.stream("one");
    KStream<String, String> two = b.stream("two");
    two.merge(one).to("out");
  }

  public static void merge(StreamsBuilder b) {
    KStream<String, String> l = b.stream("l");
    KStream<String, String> r = b.stream("r");
    l.merge(r).to("out");
  }

  public static void mergeNamedThenRest(StreamsBuilder b) {
    KStream<String, String> l = b.stream("l");
    KStream<String, String> r = b.stream("r");
    KStream<String, String> x = b.stream("x");
    x.to("xout");
    l.merge(r, Named.as("m")).merge(x.filter((k, v) -> true)).filter((k, v) -> true).to("out");
  }

  public static void mergeSelf(StreamsBuilder b) {
    KStream<String, String> l = b.stream("l");
    l.merge(l).to("out");
  }

  public static void fanOut(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    s.to("o1");
    s.filter((k, v) -> true).to("o2");
    s.mapValues(v -> v).to("o3");
    s.to("o4");
  }

  public static void extractedTopic(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    s.to(new ByKey(), Produced.<String, String>as("dyn"));
  }

  public static void splitBranches(StreamsBuilder b) {
    b.<String, String>stream("in")
        .split()
        .branch((k, v) -> k == null)
        .branch((k, v) -> v == null, Branched.as("-b2"))
        .branch((k, v) -> true, Branched.<String, String>withConsumer(s -> s.to("b3")))
        .defaultBranch()
        .values()
        .forEach(s -> s.to("rest"));
  }

  public static void splitNamed(StreamsBuilder b) {
    b.<String, String>stream("in")
        .split(Named.as("sp"))
        .branch((k, v) -> k == null, Branched.as("-one"))
        .branch((k, v) -> v == null)
        .defaultBranch(Branched.as("-def"))
        .forEach((n, s) -> s.to(n));
  }

  public static void splitNoDefault(StreamsBuilder b) {
    b.<String, String>stream("in")
        .split()
        .branch(
            (k, v) -> k == null,
            Branched.<String, String>withFunction(s -> s.mapValues(v -> v), "fun"))
        .noDefaultBranch()
        .forEach((n, s) -> s.to(n));
  }

  public static void repartition(StreamsBuilder b) {
    b.<String, String>stream("in").repartition().to("out");
  }

  public static void repartitionNamed(StreamsBuilder b) {
    b.<String, String>stream("in")
        .selectKey((k, v) -> v)
        .repartition(Repartitioned.<String, String>as("rp").withNumberOfPartitions(3))
        .groupByKey()
        .count()
        .toStream()
        .to("out");
  }

  public static void sameTopicTwice(StreamsBuilder b) {
    b.<String, String>stream("in").to("o1");
    b.<String, String>stream("in").to("o2");
  }

  public static void samePatternTwice(StreamsBuilder b) {
    b.<String, String>stream(Pattern.compile("p.*")).to("o1");
    b.<String, String>stream(Pattern.compile("p.*")).to("o2");
  }

  public static void loneStore(StreamsBuilder b) {
    b.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore("lone"), Serdes.String(), Serdes.String()));
    b.<String, String>stream("in").to("out");
  }

  public static void nothing(StreamsBuilder b) {}

  public static void namesUseUpIndices(StreamsBuilder b) {
    b.<String, String>stream("in", Consumed.as("s")).to("o", Produced.as("k"));
    b.<String, String>stream("x").print(Printed.<String, String>toSysOut().withName("pp"));
    b.<String, String>stream("y").to("z");
  }

  public static void sourcesInOrderOfAddition(StreamsBuilder b) {
    b.<String, String>stream("in1", Consumed.as("z")).to("o1");
    b.<String, String>stream("in2", Consumed.as("a")).to("o2");
    b.<String, String>stream("in3").to("o3");
  }

  public static void diamond(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    s.filter((k, v) -> true).merge(s.mapValues(v -> v)).merge(s).to("o");
  }

  public static void sameTopicsUnderSeveralNames(StreamsBuilder b) {
    b.<String, String>stream(List.of("a", "b"), Consumed.as("n1")).to("o");
    b.<String, String>stream(List.of("b", "a"), Consumed.as("n2")).to("o2");
    b.<String, String>stream(List.of("a", "b"), Consumed.as("n1")).mapValues(v -> v).to("o3");
  }

  public static void sinkToItsOwnSource(StreamsBuilder b) {
    b.<String, String>stream("a").to("a");
  }

  public static void builtTwice(StreamsBuilder b) {
    KStream<String, String> s = b.stream("a");
    s.to("x");
    b.build();
    s.mapValues(v -> v).to("y");
  }

  /** Its text stands in the description. */
  private static final class ByKey implements TopicNameExtractor<String, String> {
    @Override
    public String extract(String key, String value, RecordContext context) {
      return key;
    }

    @Override
    public String toString() {
      return "by key";
    }
  }
}
