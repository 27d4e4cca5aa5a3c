package io.thalweg.streams.parity;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.processor.api.ContextualFixedKeyProcessor;
import io.thalweg.streams.processor.api.ContextualProcessor;
import io.thalweg.streams.processor.api.FixedKeyProcessor;
import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.FixedKeyRecord;
import io.thalweg.streams.processor.api.Processor;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.Stores;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;

/** Topologies with processors of the user, for both libraries: see {@link Peer}. */
public final class ProcessorTopologies {
  private ProcessorTopologies() {}

  public static void processed(StreamsBuilder b) {
    b.<String, String>stream("in").process(PassOn::new).to("out");
  }

  public static void processedAsTheEnd(StreamsBuilder b) {
    b.<String, String>stream("in").process(PassOn::new, Named.as("end"));
  }

  public static void processedValues(StreamsBuilder b) {
    b.<String, String>stream("in").processValues(PassValueOn::new).groupByKey().count();
  }

  public static void aProcessorChangesTheKey(StreamsBuilder b) {
    b.<String, String>stream("in").process(PassOn::new).groupByKey().count();
  }

  public static void whatFollowsAProcessorSharesATopic(StreamsBuilder b) {
    KStream<String, String> s = b.<String, String>stream("in").process(PassOn::new);
    s.groupByKey().count(Materialized.as("one"));
    s.filter((k, v) -> v != null).groupByKey().count(Materialized.as("two"));
  }

  public static void valueProcessorsMoveBelowASharedTopic(StreamsBuilder b) {
    KStream<String, String> s = b.<String, String>stream("in").selectKey((k, v) -> v);
    s.processValues(PassValueOn::new).groupByKey().count(Materialized.as("one"));
    s.groupByKey().count(Materialized.as("two"));
  }

  public static void oneStoreUnitesTwoProcessors(StreamsBuilder b) {
    b.addStateStore(store("shared"));
    b.<String, String>stream("a").process(PassOn::new, "shared");
    b.<String, String>stream("b").processValues(PassValueOn::new, Named.as("named"), "shared");
  }

  public static void suppliersBringStores(StreamsBuilder b) {
    b.<String, String>stream("a")
        .process(
            new ProcessorSupplier<String, String, String, String>() {
              @Override
              public Processor<String, String, String, String> get() {
                return new PassOn();
              }

              @Override
              public Set<StoreBuilder<?>> stores() {
                return Set.of(store("first"));
              }
            });
    b.<String, String>stream("b")
        .processValues(
            new FixedKeyProcessorSupplier<String, String, String>() {
              @Override
              public FixedKeyProcessor<String, String, String> get() {
                return new PassValueOn();
              }

              @Override
              public Set<StoreBuilder<?>> stores() {
                return Set.of(store("second"));
              }
            })
        .to("out");
  }

  private static StoreBuilder<KeyValueStore<String, String>> store(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.String());
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
