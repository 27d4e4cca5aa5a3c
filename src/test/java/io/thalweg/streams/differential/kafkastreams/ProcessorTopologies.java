package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * Processors of the user, with stores, headers and timestamps of their own. When Kafka Streams
 * punctuates between two records depends on how they were polled, so punctuators are not here.
 */
final class ProcessorTopologies {
  private ProcessorTopologies() {}

  static void register(Catalog catalog) {
    catalog.add(
        Scenario.of("processorForwards").in("a", words(201).onePartition()),
        (b, t) -> strings(b, t).process(Retelling::new).to(t.out("z")));
    catalog.add(
        Scenario.of("processorRekeys").in("a", words(202).onePartition()),
        (b, t) -> strings(b, t).process(Retelling::new).groupByKey().count().toStream());
    Scenario stored = Scenario.of("processorStore").in("a", words(203));
    catalog.add(stored, ProcessorTopologies::withStore);
    catalog.add(stored.named("eosProcessorStore").exactlyOnce(), ProcessorTopologies::withStore);
    catalog.add(
        Scenario.of("processorValues").in("a", words(204)),
        (b, t) -> {
          b.addStateStore(timestamped("seen"));
          strings(b, t).processValues(Numbered::new, "seen").to(t.out("z"));
        });
  }

  private static void withStore(StreamsBuilder builder, Topics topics) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("last"), Serdes.String(), Serdes.String())
            .withCachingDisabled());
    strings(builder, topics).process(Changes::new, "last").to(topics.out("z"));
  }

  private static StoreBuilder<TimestampedKeyValueStore<String, Long>> timestamped(String name) {
    return Stores.timestampedKeyValueStoreBuilder(
        Stores.persistentTimestampedKeyValueStore(name), Serdes.String(), Serdes.Long());
  }

  /** Forwards each record twice, changed in all it has. */
  private static final class Retelling extends ContextualProcessor<String, String, String, String> {
    @Override
    public void process(Record<String, String> record) {
      String where =
          context().recordMetadata().map(m -> m.partition() + "/" + m.offset()).orElse("nowhere");
      record.headers().add("seen", where.getBytes(StandardCharsets.UTF_8));
      context().forward(record.withTimestamp(record.timestamp() + 1));
      if (record.key() != null) {
        context().forward(record.withKey(record.key() + "!").withValue(where));
      }
    }
  }

  /** Forwards what differs from the value before; deletes what is empty. */
  private static final class Changes extends ContextualProcessor<String, String, String, String> {
    private KeyValueStore<String, String> last;

    @Override
    public void init(ProcessorContext<String, String> context) {
      super.init(context);
      last = context.getStateStore("last");
    }

    @Override
    public void process(Record<String, String> record) {
      if (record.key() == null) {
        return;
      }
      String before = last.get(record.key());
      if (record.value() == null) {
        last.delete(record.key());
      } else {
        last.put(record.key(), record.value());
      }
      long rows = 0;
      try (KeyValueIterator<String, String> range = last.range(record.key(), null)) {
        while (range.hasNext()) {
          rows += range.next().value.length();
        }
      }
      context().forward(record.withValue(before + ">" + record.value() + "#" + rows));
    }
  }

  /** Numbers the values of each key. */
  private static final class Numbered extends ContextualFixedKeyProcessor<String, String, String> {
    @Override
    public void process(FixedKeyRecord<String, String> record) {
      if (record.key() == null) {
        return;
      }
      TimestampedKeyValueStore<String, Long> seen = context().getStateStore("seen");
      ValueAndTimestamp<Long> before = seen.get(record.key());
      long number = before == null ? 1 : before.value() + 1;
      seen.put(record.key(), ValueAndTimestamp.make(number, record.timestamp() - 1000));
      context().forward(record.withValue(number + ":" + record.value() + "@" + before));
    }
  }
}
