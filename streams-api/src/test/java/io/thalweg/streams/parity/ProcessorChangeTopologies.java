package io.thalweg.streams.parity;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.processor.api.ContextualFixedKeyProcessor;
import io.thalweg.streams.processor.api.ContextualProcessor;
import io.thalweg.streams.processor.api.FixedKeyRecord;
import io.thalweg.streams.processor.api.Record;

/**
 * Two aggregates below processors, for both libraries: see {@link Peer}. Whether they share a topic
 * depends on whether processors count as changes; if not, Kafka Streams fails to optimize some.
 */
public final class ProcessorChangeTopologies {
  private ProcessorChangeTopologies() {}

  public static void values(StreamsBuilder b) {
    aggregateTwice(
        b.<String, String>stream("in").selectKey((k, v) -> v).processValues(PassValueOn::new));
  }

  public static void any(StreamsBuilder b) {
    aggregateTwice(b.<String, String>stream("in").process(PassOn::new));
  }

  public static void anyThenValuesMapped(StreamsBuilder b) {
    aggregateTwice(b.<String, String>stream("in").process(PassOn::new).mapValues(v -> v));
  }

  public static void anyThenValues(StreamsBuilder b) {
    aggregateTwice(
        b.<String, String>stream("in")
            .process(PassOn::new)
            .processValues(PassValueOn::new)
            .filter((k, v) -> true));
  }

  public static void anyBelowANewKey(StreamsBuilder b) {
    aggregateTwice(b.<String, String>stream("in").selectKey((k, v) -> v).process(PassOn::new));
  }

  public static void anyBelowATopicThatWasAskedFor(StreamsBuilder b) {
    aggregateTwice(
        b.<String, String>stream("in").selectKey((k, v) -> v).repartition().process(PassOn::new));
  }

  public static void anyBelowAMergeOfOneStream(StreamsBuilder b) {
    KStream<String, String> in = b.stream("in");
    in.merge(in).process(PassOn::new).groupByKey().count();
    b.<String, String>stream("other").selectKey((k, v) -> v).groupByKey().count();
  }

  public static void anyBelowAMerge(StreamsBuilder b) {
    KStream<String, String> in = b.stream("in");
    in.merge(b.stream("other")).process(PassOn::new).groupByKey().count();
    b.<String, String>stream("more").selectKey((k, v) -> v).groupByKey().count();
  }

  private static void aggregateTwice(KStream<String, String> stream) {
    stream.groupByKey().count();
    stream.groupByKey().reduce((one, other) -> one);
  }

  private static final class PassOn extends ContextualProcessor<String, String, String, String> {
    @Override
    public void process(Record<String, String> record) {
      context().forward(record);
    }
  }

  private static final class PassValueOn
      extends ContextualFixedKeyProcessor<String, String, String> {
    @Override
    public void process(FixedKeyRecord<String, String> record) {
      context().forward(record);
    }
  }
}
