package io.thalweg.streams.processor.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.WindowStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors and stores as users test them. */
class MockProcessorContextTest {
  /** Counts keys, forwards each count to "counts", commits on demand, and clears every minute. */
  private static final class Counter implements Processor<String, String, String, Long> {
    private ProcessorContext<String, Long> context;
    private KeyValueStore<String, Long> store;

    @SuppressWarnings("NullAway.Init") // set by init
    Counter() {}

    @Override
    public void init(ProcessorContext<String, Long> given) {
      context = given;
      store = given.getStateStore("counts");
      given.schedule(
          Duration.ofMinutes(1), PunctuationType.STREAM_TIME, time -> store.put("late", time));
    }

    @Override
    public void process(Record<String, String> record) {
      Long before = store.get(record.key());
      long count = before == null ? 1 : before + 1;
      store.put(record.key(), count);
      context.forward(record.withValue(count), "counts");
      if ("commit".equals(record.value())) {
        context.commit();
      }
    }
  }

  private static <S extends StateStore> S init(
      MockProcessorContext<?, ?> context, StoreBuilder<S> builder) {
    S store = builder.build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  @Test
  void whenAProcessorRunsThenTheMockShowsWhatItDid() {
    MockProcessorContext<String, Long> context = new MockProcessorContext<>();
    KeyValueStore<String, Long> store =
        init(
            context,
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("counts"), Serdes.String(), Serdes.Long()));
    Counter counter = new Counter();
    counter.init(context);

    counter.process(new Record<>("a", "x", 5));
    assertFalse(context.committed());
    counter.process(new Record<>("a", "commit", 6));
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(77);

    assertTrue(context.committed());
    assertEquals(
        List.of(1L, 2L),
        context.forwarded("counts").stream().map(forward -> forward.record().value()).toList());
    assertEquals(77, store.get("late"));
  }

  @Test
  void whenStoresOfAllKindsAreLoggedAndCachedThenTheyWorkInAMock(@TempDir Path folder) {
    MockProcessorContext<String, Long> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 1), folder.toFile());
    TimestampedKeyValueStore<String, Long> rows =
        init(
            context,
            Stores.timestampedKeyValueStoreBuilder(
                    Stores.persistentTimestampedKeyValueStore("rows"),
                    Serdes.String(),
                    Serdes.Long())
                .withCachingEnabled());
    WindowStore<String, Long> windows =
        init(
            context,
            Stores.windowStoreBuilder(
                Stores.persistentWindowStore(
                    "windows", Duration.ofHours(1), Duration.ofMinutes(1), false),
                Serdes.String(),
                Serdes.Long()));
    SessionStore<String, Long> sessions =
        init(
            context,
            Stores.sessionStoreBuilder(
                Stores.inMemorySessionStore("sessions", Duration.ofHours(1)),
                Serdes.String(),
                Serdes.Long()));

    rows.put("a", ValueAndTimestamp.make(1L, 5));
    windows.put("a", 2L, 60_000);
    sessions.put(new Windowed<>("a", new SessionWindow(1, 2)), 3L);

    assertEquals(ValueAndTimestamp.make(1L, 5), rows.get("a"));
    assertEquals(2, windows.fetch("a", 60_000));
    assertEquals(3, sessions.fetchSession("a", 1, 2));
    List.of(rows, windows, sessions).forEach(StateStore::close);
  }

  @Test
  void whenAFixedKeyProcessorRunsThenItsMockShowsWhatItDid() {
    MockFixedKeyProcessorContext<String, Integer> context = new MockFixedKeyProcessorContext<>();
    FixedKeyProcessor<String, String, Integer> length =
        new ContextualFixedKeyProcessor<>() {
          @Override
          public void process(FixedKeyRecord<String, String> record) {
            context().forward(record.withValue(record.value().length()));
            context().forward(record.withValue(0), "zeros");
          }
        };
    length.init(context);

    length.process(InternalFixedKeyRecordFactory.create(new Record<>("a", "four", 5)));

    assertEquals(
        List.of(4, 0),
        context.forwarded("zeros").stream().map(forward -> forward.record().value()).toList());
    assertEquals(1, context.forwarded("others").size());
    assertEquals(5, context.forwarded().get(0).record().timestamp());
  }

  @Test
  void whenAProcessorAddsASensorThenItsMetricsAreThere() {
    MockProcessorContext<String, Long> context = new MockProcessorContext<>();
    Sensor sensor =
        context.metrics().addRateTotalSensor("shop", "till", "sale", Sensor.RecordingLevel.INFO);
    sensor.record();

    assertEquals(
        1.0,
        context.metrics().metrics().entrySet().stream()
            .filter(metric -> metric.getKey().name().equals("sale-total"))
            .findFirst()
            .orElseThrow()
            .getValue()
            .metricValue());
  }
}
