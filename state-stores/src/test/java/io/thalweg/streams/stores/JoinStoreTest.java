package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.layer.JoinTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window store of a stream-stream join: wire, and reads that stay in memory. */
class JoinStoreTest {
  private static final StoreSpec.WindowSpec WINDOW =
      new StoreSpec.WindowSpec(5_000, 2_000, 60_000, true);

  @Test
  void changelogHasTheRowsOfKafkaStreamsWithTheirNumbers(@TempDir Path directory) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> left = builder.stream("l");
    left.leftJoin(
            builder.<String, String>stream("r"),
            (x, y) -> x + "|" + y,
            JoinWindows.ofTimeDifferenceAndGrace(Duration.ofSeconds(1), Duration.ofSeconds(3)),
            StreamJoined.as("J"))
        .to("out");
    Random random = new Random(3);
    try (KsBuffer theirs = new KsBuffer(builder, "app-J-this-join-store-changelog");
        Harness ours = harness(StoreSpec.Engine.ROCKSDB, directory, 1 << 20)) {
      WindowStore<String, String> store = ours.store();
      for (int i = 0; i < 300; i++) {
        String key = "k" + random.nextInt(4);
        String value = random.nextInt(6) == 0 ? null : "v" + i;
        long time = 1_000 + i * 10L - random.nextInt(500);
        theirs.pipe("l", new TestRecord<>(key, value, null, time));
        ours.recordTimestamp = time;
        store.put(key, value, time);
        if (i % 20 == 19) {
          ours.commit();
          assertEquals(theirs.rows(), KsBuffer.rows(ours.compacted()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {20_000, 1 << 20})
  void fetchesEqualAModel(long tableBytes, @TempDir Path directory) {
    Random random = new Random(tableBytes);
    List<String[]> model = new ArrayList<>();
    List<String[]> committed = List.of();
    long clock = 1_000;
    try (Harness ours = harness(StoreSpec.Engine.ROCKSDB, directory, tableBytes)) {
      for (int i = 0; i < 8_000; i++) {
        WindowStore<String, String> store = ours.store();
        clock += random.nextInt(30);
        String key = "k".repeat(1 + random.nextInt(3)) + random.nextInt(5);
        int dice = random.nextInt(1_000);
        if (dice < 500) {
          long time = clock - random.nextInt(300);
          if (dice < 200) {
            store.put(key, "v" + i, time);
          } else {
            byte[] raw = dice < 350 ? null : ("v" + i).getBytes(UTF_8);
            table(ours).add(key, dice < 400 ? null : key.getBytes(UTF_8), "v" + i, raw, time);
          }
          model.add(new String[] {key, String.valueOf(time), "v" + i});
        } else if (dice < 980) {
          long from = clock - random.nextInt(6_000);
          long to = from + random.nextInt(3_000);
          boolean forward = random.nextBoolean();
          List<String> expected = expected(model, key, from, to);
          assertEquals(expected, near(ours, key, from, to), "join table, step " + i);
          if (!forward) {
            Collections.reverse(expected);
          }
          assertEquals(
              expected,
              rows(forward ? store.fetch(key, from, to) : store.backwardFetch(key, from, to)),
              "step " + i);
        } else if (dice < 993) {
          ours.commit();
          committed = List.copyOf(model);
        } else if (dice < 997) {
          ours.rollback();
          model = new ArrayList<>(committed);
        } else {
          ours.commit();
          committed = List.copyOf(model);
          ours.reopen(random.nextBoolean());
        }
      }
    }
  }

  @Test
  void rowsThatExpireBeforeACommitAreNotLoggedAndNotMissed(@TempDir Path directory) {
    List<String[]> model = new ArrayList<>();
    int rows = 4_000;
    try (Harness ours = harness(StoreSpec.Engine.ROCKSDB, directory, 1 << 20)) {
      for (int i = 0; i < rows; i++) {
        String key = "k" + i % 7;
        long time = 1_000 + i * 10L;
        table(ours).add(key, null, "v" + i, null, time);
        model.add(new String[] {key, String.valueOf(time), "v" + i});
        if (i % 97 == 0) {
          assertEquals(expected(model, key, 0, time), near(ours, key, 0, time), "step " + i);
        }
      }
      ours.commit();
      long live = WINDOW.retentionMs() / 10;
      assertTrue(ours.compacted().size() >= live, "all that is live is logged");
      assertTrue(ours.compacted().size() < rows / 2, "most of the past is not");
      for (boolean clean : new boolean[] {true, false}) {
        ours.reopen(clean);
        assertEquals(expected(model, "k3", 0, Long.MAX_VALUE), near(ours, "k3", 0, Long.MAX_VALUE));
      }
    }
  }

  private static List<String> expected(List<String[]> model, String key, long from, long to) {
    long latest = model.stream().mapToLong(row -> Long.parseLong(row[1])).max().orElse(-1);
    long first = Math.max(from, latest - WINDOW.retentionMs() + 1);
    return new ArrayList<>(
        model.stream()
            .filter(row -> row[0].equals(key))
            .filter(row -> Long.parseLong(row[1]) >= first && Long.parseLong(row[1]) <= to)
            .sorted(Comparator.comparingLong(row -> Long.parseLong(row[1])))
            .map(row -> row[1] + "=" + row[2])
            .toList());
  }

  private static List<String> rows(WindowStoreIterator<String> iterator) {
    List<String> rows = new ArrayList<>();
    try (iterator) {
      iterator.forEachRemaining(row -> rows.add(row.key + "=" + row.value));
    }
    return rows;
  }

  private static JoinTable<String, String> table(Harness ours) {
    return ours.state().joinTable("s");
  }

  private static List<String> near(Harness ours, String key, long from, long to) {
    JoinTable.Matches<String> found = table(ours).near(key, null, from, to);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < found.count(); i++) {
      rows.add(found.time(i) + "=" + found.value(i));
    }
    return rows;
  }

  private static Harness harness(StoreSpec.Engine engine, Path directory, long tableBytes) {
    StoreSpec spec = Harness.spec(StoreSpec.Kind.WINDOW, engine, Serdes.String(), WINDOW);
    return new Harness(spec, directory, Harness.config(tableBytes, true));
  }
}
