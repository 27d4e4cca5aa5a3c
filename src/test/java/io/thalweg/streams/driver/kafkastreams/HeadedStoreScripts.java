package io.thalweg.streams.driver.kafkastreams;

import static io.thalweg.streams.driver.kafkastreams.TopicScripts.START;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.driver.Transcript;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.AggregationWithHeaders;
import org.apache.kafka.streams.state.HeadersBytesStore;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedBytesStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.ValueTimestampHeaders;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;

/** What stores that the user made are given of timestamps and headers, and what is logged. */
public final class HeadedStoreScripts {
  private HeadedStoreScripts() {}

  private static final Class<?>[] KEY_VALUES = {KeyValueStore.class};
  private static final Class<?>[] STAMPED_KEY_VALUES = {
    KeyValueStore.class, TimestampedBytesStore.class
  };
  private static final Class<?>[] HEADED_KEY_VALUES = {
    KeyValueStore.class, HeadersBytesStore.class
  };
  private static final Class<?>[] WINDOWS = {WindowStore.class};
  private static final Class<?>[] STAMPED_WINDOWS = {
    WindowStore.class, TimestampedBytesStore.class
  };
  private static final Class<?>[] HEADED_WINDOWS = {WindowStore.class, HeadersBytesStore.class};
  private static final Class<?>[] SESSIONS = {SessionStore.class};
  private static final Class<?>[] HEADED_SESSIONS = {SessionStore.class, HeadersBytesStore.class};

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    Map<String, Consumer<Transcript>> all = new TreeMap<>();
    for (boolean persistent : new boolean[] {false, true}) {
      String where = persistent ? ", persistent" : ", in memory";
      for (Class<?>[] types : List.of(KEY_VALUES, STAMPED_KEY_VALUES, HEADED_KEY_VALUES)) {
        String what = types[types.length - 1].getSimpleName() + where;
        all.put("rows in a " + what, seen -> keyValues(seen, persistent, types));
        all.put("counts in a " + what, seen -> counts(seen, persistent, types));
      }
      for (Class<?>[] types : List.of(WINDOWS, STAMPED_WINDOWS, HEADED_WINDOWS)) {
        String what = "windows in a " + types[types.length - 1].getSimpleName();
        all.put(what + where, seen -> windows(seen, persistent, types));
      }
      for (Class<?>[] types : List.of(SESSIONS, HEADED_SESSIONS)) {
        String what = "sessions in a " + types[types.length - 1].getSimpleName();
        all.put(what + where, seen -> sessions(seen, persistent, types));
      }
      all.put("values with timestamps" + where, seen -> stamped(seen, persistent));
    }
    return all;
  }

  private static ValueTimestampHeaders<String> row(String value, long time, String header) {
    return ValueTimestampHeaders.make(value, time, headers(header));
  }

  private static Headers headers(String value) {
    RecordHeaders headers = new RecordHeaders();
    if (!value.isEmpty()) {
      headers.add("h", value.getBytes(UTF_8));
    }
    return headers;
  }

  private static void keyValues(Transcript seen, boolean persistent, Class<?>... types) {
    StoreBuilder<?> builder =
        Stores.timestampedKeyValueStoreWithHeadersBuilder(
            OwnStore.keyValue(seen, persistent, types), TEXT, TEXT);
    run(seen, builder, (store, step) -> keyValue(seen, rows(store), step));
  }

  @SuppressWarnings("unchecked") // the builder says so
  private static <T> T rows(StateStore store) {
    return (T) store;
  }

  private static void keyValue(
      Transcript seen, KeyValueStore<String, ValueTimestampHeaders<String>> store, String step) {
    switch (step) {
      case "put" -> store.put("k", row("v", 5, "x"));
      case "bare" -> store.put("b", row("w", 6, ""));
      case "absent" -> seen.note(step, () -> store.putIfAbsent("n", row("y", 6, "yy")));
      case "present" -> seen.note(step, () -> store.putIfAbsent("k", row("y", 6, "yy")));
      case "all" -> store.putAll(List.of(KeyValue.pair("a", row("z", 8, "z"))));
      case "null" -> store.put("b", null);
      case "delete" -> seen.note(step, () -> store.delete("k"));
      default -> seen.note(step, () -> store.get(step));
    }
  }

  private static void stamped(Transcript seen, boolean persistent) {
    StoreBuilder<?> builder =
        Stores.timestampedKeyValueStoreBuilder(
            OwnStore.keyValue(seen, persistent, KEY_VALUES), TEXT, TEXT);
    run(
        seen,
        builder,
        (store, step) -> {
          KeyValueStore<String, ValueAndTimestamp<String>> rows = rows(store);
          if (step.equals("all")) {
            rows.putAll(List.of(KeyValue.pair("a", ValueAndTimestamp.make("z", 8))));
          } else {
            seen.note(step, () -> rows.get("a"));
          }
        });
  }

  private static void windows(Transcript seen, boolean persistent, Class<?>... types) {
    StoreBuilder<?> builder =
        Stores.timestampedWindowStoreWithHeadersBuilder(
            OwnStore.window(seen, persistent, types), TEXT, TEXT);
    run(
        seen,
        builder,
        (store, step) -> {
          WindowStore<String, ValueTimestampHeaders<String>> rows = rows(store);
          switch (step) {
            case "put" -> rows.put("k", row("v", 5, "x"), 3);
            case "null" -> rows.put("k", null, 3);
            default -> seen.note(step, () -> rows.fetch("k", 3));
          }
        });
  }

  private static void sessions(Transcript seen, boolean persistent, Class<?>... types) {
    StoreBuilder<?> builder =
        Stores.sessionStoreWithHeadersBuilder(
            OwnStore.session(seen, persistent, types), TEXT, TEXT);
    Windowed<String> session = new Windowed<>("k", new SessionWindow(1, 2));
    run(
        seen,
        builder,
        (store, step) -> {
          SessionStore<String, AggregationWithHeaders<String>> rows = rows(store);
          switch (step) {
            case "put" -> rows.put(session, AggregationWithHeaders.make("v", headers("x")));
            case "delete" -> rows.remove(session);
            default -> seen.note(step, () -> rows.fetchSession("k", 1, 2));
          }
        });
  }

  /** Each step is a record of its own: ours logs a row once a commit. */
  private static void run(
      Transcript seen, StoreBuilder<?> builder, BiConsumer<StateStore, String> steps) {
    Topology topology = new Topology();
    topology.addSource("source", TEXT.deserializer(), TEXT.deserializer(), "in");
    topology.addProcessor(
        "p",
        () ->
            new ContextualProcessor<String, String, Void, Void>() {
              @Override
              public void process(Record<String, String> record) {
                steps.accept(context().getStateStore(builder.name()), record.value());
              }
            },
        "source");
    topology.addStateStore(builder, "p");
    pipe(
        seen,
        new TopologyTestDriver(topology, RunScripts.config(), START),
        List.of("put", "k", "bare", "b", "absent", "present", "all", "a", "null", "b", "delete"));
  }

  private static void counts(Transcript seen, boolean persistent, Class<?>... types) {
    StreamsBuilder builder = new StreamsBuilder();
    KeyValueBytesStoreSupplier supplier =
        types == HEADED_KEY_VALUES
            ? OwnStore.supplier(OwnStore.Headed.class, seen, persistent, types)
            : OwnStore.keyValue(seen, persistent, types);
    builder.<String, String>stream("in")
        .groupByKey()
        .count(Materialized.<String, Long>as(supplier).withCachingDisabled());
    pipe(
        seen,
        new TopologyTestDriver(builder.build(), RunScripts.config(), START),
        List.of("one", "two"));
  }

  private static void pipe(Transcript seen, TopologyTestDriver driver, List<String> values) {
    try (driver) {
      TestInputTopic<String, String> in =
          driver.createInputTopic("in", TEXT.serializer(), TEXT.serializer());
      long time = 10;
      for (String value : values) {
        seen.note(value);
        in.pipeInput(new TestRecord<>("k", value, headers("r" + time), time++));
      }
      for (String topic : new TreeSet<>(driver.producedTopicNames())) {
        TestOutputTopic<byte[], byte[]> out =
            driver.createOutputTopic(
                topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        while (!out.isEmpty()) {
          TestRecord<byte[], byte[]> record = out.readRecord();
          seen.note(
              topic
                  + " "
                  + hex(record.key())
                  + "="
                  + hex(record.value())
                  + "@"
                  + record.timestamp()
                  + " "
                  + record.headers());
        }
      }
    }
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
  }
}
