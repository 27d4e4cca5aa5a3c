package io.thalweg.streams.stores.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.MemoryEngine;
import io.thalweg.streams.stores.form.Budget;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.form.StoreTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

/** Rows by time, each taken once, whatever is kept track of, committed, rolled back or reopened. */
class ClosingsTest {
  private final MemoryEngine engine = new MemoryEngine(List.of("w"));

  private WriteBuffer<String, Long> open(StoreMark mark, boolean empty) {
    return open(mark, empty, 1 << 20);
  }

  private WriteBuffer<String, Long> open(StoreMark mark, boolean empty, long budget) {
    return new WriteBuffer<>(
        new WriteBuffer.Parts<>(
            "w",
            KeyLayout.windowed(1_000),
            Codec.of(Serdes.String(), "t"),
            Codec.of(Serdes.Long(), "t"),
            new StoreTraits(true, false, 100_000, true, true, false),
            engine.store("w"),
            new Budget(budget).open(),
            null),
        mark,
        empty);
  }

  private void commit(WriteBuffer<String, Long> buffer) {
    Batch batch = engine.batch();
    buffer.writeTo(batch);
    engine.write(batch);
    buffer.written();
  }

  private static List<String> take(ClosingRows<String, Long> rows, long from, long to) {
    List<String> taken = new ArrayList<>();
    rows.take(from, to, (key, start, end, value, time) -> taken.add(start + key + value));
    return taken;
  }

  @Test
  void whenThereIsNoRoomThenFewerAreTrackedAndAllComeInOrderOnce() {
    WriteBuffer<String, Long> buffer = open(StoreMark.NONE, true, 4 << 20);
    ClosingRows<String, Long> rows = buffer.closings(true, 200_000);
    String longKey = "k".repeat(100);
    int windows = 60_000;
    long most = 0;
    for (int i = 0; i < windows; i++) {
      buffer.update(buffer.locate(longKey, null, i), 1L, i);
      if (i % 1_000 == 0) {
        commit(buffer);
        most = Math.max(most, buffer.bytes());
      }
    }
    commit(buffer);
    long highest = most;
    assertTrue(highest < 8 << 20, () -> highest + " bytes");
    List<Long> taken = new ArrayList<>();
    for (int to = 0; to < windows; to += 500) {
      int from = Math.max(0, to - 499);
      rows.take(from, to, (key, start, end, value, time) -> taken.add(start));
    }
    List<Long> expected = new ArrayList<>();
    for (long start = 0; start <= windows - 500; start++) {
      expected.add(start);
    }
    assertEquals(expected, taken);
  }

  @Test
  void whenMoreRowsWaitThanAreTrackedThenAllComeInOrderOnce() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      WriteBuffer<String, Long> buffer = open(StoreMark.NONE, true);
      ClosingRows<String, Long> rows = buffer.closings(true, 1 + random.nextInt(6));
      TreeMap<Long, TreeMap<String, Long>> model = new TreeMap<>();
      long taken = -1;
      for (int i = 0; i < 400; i++) {
        long start = taken + 1 + random.nextInt(40);
        String key = "k" + random.nextInt(12);
        Long value = random.nextInt(5) == 0 ? null : (Long) (long) i;
        buffer.update(buffer.locate(key, null, start), value, start);
        model.computeIfAbsent(start, any -> new TreeMap<>()).remove(key);
        if (value != null) {
          model.get(start).put(key, value);
        }
        if (random.nextInt(10) == 0) {
          commit(buffer);
        }
        if (random.nextInt(40) == 0) {
          commit(buffer);
          buffer = open(buffer.mark(), false);
          rows = buffer.closings(true, 1 + random.nextInt(6));
        }
        if (random.nextInt(15) == 0) {
          long to = taken + random.nextInt(30);
          List<String> expected = new ArrayList<>();
          var due = model.headMap(to, true);
          due.forEach((at, keys) -> keys.forEach((k, v) -> expected.add(at + k + v)));
          assertEquals(expected, take(rows, taken + 1, to), "seed " + seed + " step " + i);
          due.clear();
          taken = Math.max(taken, to);
        }
      }
      Batch batch = engine.batch();
      batch.deleteRange(engine.store("w"), new byte[0], new byte[] {127});
      engine.write(batch);
    }
  }

  @Test
  void whenWorkIsRolledBackThenWhatWasTakenComesAgain() {
    WriteBuffer<String, Long> buffer = open(StoreMark.NONE, true);
    ClosingRows<String, Long> rows = buffer.closings(true, 10);
    buffer.update(buffer.locate("a", null, 5), 1L, 5);
    buffer.update(buffer.locate("b", null, 5), 2L, 5);
    commit(buffer);
    StoreMark mark = buffer.mark();
    buffer.update(buffer.locate("a", null, 5), 9L, 6);
    buffer.update(buffer.locate("c", null, 6), 3L, 6);
    assertEquals(List.of("5a9", "5b2", "6c3"), take(rows, 0, 6));
    buffer.rollback(mark);
    assertEquals(List.of("5a1", "5b2"), take(rows, 0, 6));
    assertEquals(List.of(), take(rows, 7, 50));
  }
}
