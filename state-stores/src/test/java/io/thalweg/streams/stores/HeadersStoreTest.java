package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.SessionStoreWithHeaders;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.TimestampedWindowStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores whose rows carry headers. The wire form is pinned by the differential tests. */
class HeadersStoreTest {
  private static final StoreSpec.WindowSpec WINDOW =
      new StoreSpec.WindowSpec(100_000, 500, 60_000, false);

  @ParameterizedTest
  @CsvSource({"ROCKSDB,true", "ROCKSDB,false", "IN_MEMORY,true", "IN_MEMORY,false"})
  void headersGoToTheChangelogAndComeBack(
      StoreSpec.Engine engine, boolean dedup, @TempDir Path directory) {
    try (Harness harness = keyValue(engine, directory, dedup)) {
      TimestampedKeyValueStoreWithHeaders<String, String> store = harness.store();
      ValueTimestampHeaders<String> first = value("1", 10, headers("x", "y", "n", null));
      store.put("a", first);
      store.put("b", value("2", 11, headers("é", "ü")));
      store.put("c", value("", 12, null));
      assertEquals(first, store.get("a"));
      harness.commit();
      harness.recordHeaders = headers("gone", "yes");
      assertEquals("2", ValueTimestampHeaders.getValueOrNull(store.delete("b")));
      harness.commit();
      harness.recordHeaders = headers();

      ConsumerRecord<byte[], byte[]> logged = harness.changelog.get(0);
      assertArrayEquals(bytes("1"), logged.value());
      assertEquals(10, logged.timestamp());
      assertEquals(first.headers(), logged.headers());
      ConsumerRecord<byte[], byte[]> deletion = harness.changelog.get(3);
      assertNull(deletion.value());
      assertEquals(headers("gone", "yes"), deletion.headers());

      harness.reopen(false);
      TimestampedKeyValueStoreWithHeaders<String, String> again = harness.store();
      assertEquals(first, again.get("a"));
      assertNull(again.get("b"));
      assertEquals(value("", 12, null), again.get("c"));
      try (KeyValueIterator<String, ValueTimestampHeaders<String>> all = again.all()) {
        assertEquals(first, all.next().value);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void windowsHaveHeaders(StoreSpec.Engine engine, @TempDir Path directory) {
    StoreSpec spec =
        Harness.spec(
            StoreSpec.Kind.TIMESTAMPED_WINDOW_WITH_HEADERS, engine, Serdes.String(), WINDOW);
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 20, true))) {
      TimestampedWindowStoreWithHeaders<String, String> store = harness.store();
      ValueTimestampHeaders<String> value = value("1", 10, headers("x", "y"));
      store.put("a", value, 1_000);
      harness.commit();
      harness.reopen(false);
      store = harness.store();
      assertEquals(value, store.fetch("a", 1_000));
      assertEquals(
          value,
          harness
              .state()
              .readView("s")
              .<String, String>timestampedWindowWithHeaders()
              .fetch("a", 1_000));
      harness.recordHeaders = headers("late", "1");
      store.put("a", value("1", 10, headers("l", "m")), 500_000);
      store.put("a", null, 1_000); // expired by now, and logged all the same
      harness.commit();
      assertEquals(headers("late", "1"), harness.changelog.get(1).headers());
    }
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void sessionsHaveHeaders(StoreSpec.Engine engine, @TempDir Path directory) {
    StoreSpec spec =
        Harness.spec(StoreSpec.Kind.SESSION_WITH_HEADERS, engine, Serdes.String(), WINDOW);
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 20, true))) {
      SessionStoreWithHeaders<String, String> store = harness.store();
      AggregationWithHeaders<String> first =
          AggregationWithHeaders.makeAllowNullable("1", headers("x", "y"));
      store.put(new Windowed<>("a", new SessionWindow(10, 50)), first);
      store.put(
          new Windowed<>("b", new SessionWindow(10, 60)),
          AggregationWithHeaders.make("2", headers("p", "q")));
      harness.commit();
      harness.recordHeaders = headers("gone", "yes");
      store.remove(new Windowed<>("b", new SessionWindow(10, 60)));
      harness.commit();
      assertEquals(headers("x", "y"), harness.changelog.get(0).headers());
      assertArrayEquals(bytes("1"), harness.changelog.get(0).value());
      assertEquals(headers("gone", "yes"), harness.changelog.get(2).headers());
      harness.reopen(false);
      store = harness.store();
      assertEquals(first, store.fetchSession("a", 10, 50));
      assertNull(store.fetchSession("b", 10, 60));
      ReadView view = harness.state().readView("s");
      assertEquals(first, view.<String, String>sessionWithHeaders().fetchSession("a", 10, 50));
      assertEquals("1", view.<String, String>session().fetchSession("a", 10, 50));
    }
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void otherViewsLeaveHeadersOut(StoreSpec.Engine engine, @TempDir Path directory) {
    try (Harness harness = keyValue(engine, directory, true)) {
      TimestampedKeyValueStoreWithHeaders<String, String> store = harness.store();
      store.put("a", value("1", 10, headers("x", "y")));
      ReadView view = harness.state().readView("s");
      assertEquals("1", view.<String, String>keyValue().get("a"));
      assertEquals(
          ValueAndTimestamp.make("1", 10), view.<String, String>timestampedKeyValue().get("a"));
      assertEquals(
          value("1", 10, headers("x", "y")),
          view.<String, String>timestampedKeyValueWithHeaders().get("a"));
    }
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void operatorsWriteNoHeaders(StoreSpec.Engine engine, @TempDir Path directory) {
    try (Harness harness = keyValue(engine, directory, true)) {
      TimestampedKeyValueStoreWithHeaders<String, String> store = harness.store();
      store.put("a", value("1", 10, headers("x", "y")));
      RowTable<String, String> table = harness.state().table("s");
      Row<String> row = table.locate("a", null);
      assertEquals("1", row.value());
      assertArrayEquals(bytes("1"), row.rawValue());
      table.update(row, "2", 20);
      assertEquals(value("2", 20, null), store.get("a"));
    }
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void rowsWithoutRoomForHeadersShowNone(StoreSpec.Engine engine, @TempDir Path directory) {
    StoreSpec spec = spec(engine);
    spec = spec.withOptions(spec.options().withHeaders(false));
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 20, true))) {
      TimestampedKeyValueStoreWithHeaders<String, String> store = harness.store();
      store.put("a", value("1", 10, headers("x", "y")));
      assertEquals(value("1", 10, null), store.get("a"));
      harness.commit();
      assertEquals(headers("x", "y"), harness.changelog.get(0).headers());
    }
  }

  private static Harness keyValue(StoreSpec.Engine engine, Path directory, boolean dedup) {
    return new Harness(spec(engine), directory, Harness.config(1 << 20, dedup));
  }

  private static StoreSpec spec(StoreSpec.Engine engine) {
    return Harness.spec(
        StoreSpec.Kind.TIMESTAMPED_KEY_VALUE_WITH_HEADERS, engine, Serdes.String(), null);
  }

  private static Headers headers(@Nullable String... pairs) {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < pairs.length; i += 2) {
      String value = pairs[i + 1];
      headers.add(pairs[i], value == null ? null : bytes(value));
    }
    return headers;
  }

  private static ValueTimestampHeaders<String> value(
      String value, long timestamp, @Nullable Headers headers) {
    return ValueTimestampHeaders.makeAllowNullable(value, timestamp, headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
