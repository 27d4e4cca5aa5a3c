package io.thalweg.streams.driver.kafkastreams;

import static io.thalweg.streams.driver.kafkastreams.TopicScripts.START;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.TEXT;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.input;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.output;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.VersionedKeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** What a test sees of stores. */
public final class StoreScripts {
  private static final Duration HOUR = Duration.ofHours(1);

  private StoreScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    return Map.of(
        "which method gives which store", StoreScripts::methods,
        "written by a test", StoreScripts::written,
        "a table's store, put to by a test", StoreScripts::table,
        "after the end", StoreScripts::afterTheEnd);
  }

  private static Map<String, StoreBuilder<?>> builders() {
    Map<String, StoreBuilder<?>> all = new LinkedHashMap<>();
    all.put("kv", Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("kv"), TEXT, TEXT));
    all.put(
        "ts-kv",
        Stores.timestampedKeyValueStoreBuilder(
                Stores.persistentTimestampedKeyValueStore("ts-kv"), TEXT, TEXT)
            // theirs cannot log what a test puts without a timestamp
            .withLoggingDisabled());
    all.put(
        "headed-kv",
        Stores.timestampedKeyValueStoreWithHeadersBuilder(
            Stores.persistentTimestampedKeyValueStoreWithHeaders("headed-kv"), TEXT, TEXT));
    all.put(
        "win",
        Stores.windowStoreBuilder(
            Stores.inMemoryWindowStore("win", HOUR, HOUR, false), TEXT, TEXT));
    all.put(
        "ts-win",
        Stores.timestampedWindowStoreBuilder(
                Stores.inMemoryWindowStore("ts-win", HOUR, HOUR, false), TEXT, TEXT)
            .withLoggingDisabled());
    all.put(
        "headed-win",
        Stores.timestampedWindowStoreWithHeadersBuilder(
            Stores.persistentTimestampedWindowStoreWithHeaders("headed-win", HOUR, HOUR, false),
            TEXT,
            TEXT));
    all.put(
        "session",
        Stores.sessionStoreBuilder(Stores.inMemorySessionStore("session", HOUR), TEXT, TEXT));
    all.put(
        "headed-session",
        Stores.sessionStoreWithHeadersBuilder(
            Stores.persistentSessionStoreWithHeaders("headed-session", HOUR), TEXT, TEXT));
    all.put(
        "versioned",
        Stores.versionedKeyValueStoreBuilder(
            Stores.persistentVersionedKeyValueStore("versioned", HOUR), TEXT, TEXT));
    return all;
  }

  private static Topology withStores() {
    Topology topology = new Topology();
    topology.addSource("source", TEXT.deserializer(), TEXT.deserializer(), "in");
    topology.addProcessor("p", Swallowing::new, "source");
    builders().values().forEach(builder -> topology.addStateStore(builder, "p"));
    return topology;
  }

  private static final class Swallowing extends ContextualProcessor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> record) {}
  }

  private static Map<String, Function<String, StateStore>> getters(TopologyTestDriver driver) {
    Map<String, Function<String, StateStore>> all = new LinkedHashMap<>();
    all.put("getKeyValueStore", driver::getKeyValueStore);
    all.put("getTimestampedKeyValueStore", driver::getTimestampedKeyValueStore);
    all.put(
        "getTimestampedKeyValueStoreWithHeaders", driver::getTimestampedKeyValueStoreWithHeaders);
    all.put("getVersionedKeyValueStore", driver::getVersionedKeyValueStore);
    all.put("getWindowStore", driver::getWindowStore);
    all.put("getTimestampedWindowStore", driver::getTimestampedWindowStore);
    all.put("getTimestampedWindowStoreWithHeaders", driver::getTimestampedWindowStoreWithHeaders);
    all.put("getSessionStore", driver::getSessionStore);
    all.put("getSessionStoreWithHeaders", driver::getSessionStoreWithHeaders);
    return all;
  }

  private static void methods(Transcript seen) {
    try (TopologyTestDriver driver =
        new TopologyTestDriver(withStores(), RunScripts.config(), START)) {
      seen.note("all" + new TreeSet<>(driver.getAllStateStores().keySet()));
      for (String store : builders().keySet()) {
        seen.noteMessage(store, () -> driver.getStateStore(store));
        getters(driver)
            .forEach((name, get) -> seen.note(store + "." + name, () -> get.apply(store) != null));
      }
      getters(driver).forEach((name, get) -> seen.note(name, () -> get.apply("unknown")));
      seen.note("unknown", () -> driver.getStateStore("unknown"));
      seen.note("null", () -> driver.getStateStore(null));
    }
  }

  private static <T> String drain(Iterator<T> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEachRemaining(row -> text.append(row).append(' '));
    return text.toString();
  }

  private static void written(Transcript seen) {
    try (TopologyTestDriver driver =
        new TopologyTestDriver(withStores(), RunScripts.config(), START)) {
      input(driver, "in").pipeInput("k", "a time to write at", 50L);
      KeyValueStore<String, String> plain = driver.getKeyValueStore("kv");
      plain.put("a", "1");
      seen.note("plain", () -> driver.getKeyValueStore("kv").get("a"));
      KeyValueStore<String, ValueAndTimestamp<String>> stamped =
          driver.getTimestampedKeyValueStore("ts-kv");
      stamped.put("a", ValueAndTimestamp.make("1", 3L));
      KeyValueStore<String, String> view = driver.getKeyValueStore("ts-kv");
      view.put("b", "2");
      seen.note("absent", () -> view.putIfAbsent("c", "3"));
      seen.note("there", () -> view.putIfAbsent("c", "4"));
      seen.note("rows", () -> drain(stamped.all()));
      seen.note("shown", () -> drain(view.all()) + view.get("a") + view.approximateNumEntries());
      seen.note("backwards", () -> drain(view.reverseRange("a", "b")));
      seen.note("deleted", () -> view.delete("a") + view.get("a") + view.name() + view.isOpen());
      WindowStore<String, String> windows = driver.getWindowStore("ts-win");
      windows.put("k", "w", 5);
      seen.note("window", () -> windows.fetch("k", 5L) + drain(windows.fetch("k", 0L, 9L)));
      seen.note("windows", () -> drain(driver.getTimestampedWindowStore("ts-win").all()));
      SessionStore<String, String> sessions = driver.getSessionStore("session");
      sessions.put(new Windowed<>("k", new SessionWindow(3, 7)), "s");
      seen.note("sessions", () -> drain(sessions.fetch("k")));
      VersionedKeyValueStore<String, String> versions =
          driver.getVersionedKeyValueStore("versioned");
      versions.put("k", "v", 60);
      seen.note("version", () -> versions.get("k").value() + versions.get("k", 59));
    }
  }

  private static void table(Transcript seen) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<String, String>stream("in")
        .groupByKey()
        .reduce((a, b) -> a + b, Materialized.as("joined"))
        .toStream()
        .to("out");
    try (TopologyTestDriver driver =
        new TopologyTestDriver(builder.build(), RunScripts.config(), START)) {
      KeyValueStore<String, String> store = driver.getKeyValueStore("joined");
      store.put("k", "before");
      seen.note("put", () -> driver.getTimestampedKeyValueStore("joined").get("k"));
      input(driver, "in").pipeInput("k", "+1", 4L);
      input(driver, "in").pipeInput("k", "+2", 3L);
      seen.note("out", () -> output(driver, "out").readRecordsToList());
      seen.note("row", () -> driver.getTimestampedKeyValueStore("joined").get("k"));
    }
  }

  private static void afterTheEnd(Transcript seen) {
    TopologyTestDriver driver = new TopologyTestDriver(withStores(), RunScripts.config(), START);
    driver.close();
    seen.note("store", () -> driver.getKeyValueStore("kv"));
    seen.note("produced" + driver.producedTopicNames());
    seen.note("outputs", () -> output(driver, "out").readRecordsToList());
  }
}
