package io.thalweg.streams.stores.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.stores.form.Beside;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order that buffers keep of their rows in memory counts to the budget, and gives way. */
class OrderBudgetTest {
  private static final int ROWS = 30_000;
  private static final int COMMIT_EVERY = 1_000;
  private static final long BUDGET = 2 << 20;
  private static final String LONG_KEY = "k".repeat(150);

  private static RecordOrigin origin(long time) {
    return new RecordOrigin(time, time, "topic", 0, new RecordHeaders());
  }

  @Test
  void whenManyAreHeldBackThenMemoryIsBoundedAndAllComeInOrder() {
    HandDriven rows = new HandDriven(true, BUDGET);
    SuppressBuffer buffer = new SuppressBuffer(rows.open());
    Random random = new Random(1);
    long most = 0;
    for (int i = 0; i < ROWS; i++) {
      long time = random.nextInt(1_000_000);
      buffer.put(time, (LONG_KEY + i).getBytes(UTF_8), null, new byte[20], origin(time));
      if (i % COMMIT_EVERY == 0) {
        rows.commit();
        most = Math.max(most, rows.bytes());
      }
    }
    rows.commit();
    long highest = most;
    assertTrue(highest < 2 * BUDGET, () -> highest + " bytes");
    assertTrue(highest > BUDGET / 2, () -> "it makes use of the budget: " + highest);
    List<Long> times = new ArrayList<>();
    buffer.evictWhile(
        () -> {
          if (times.size() % COMMIT_EVERY == 0) {
            rows.commit();
          }
          return true;
        },
        (key, change) -> times.add(change.time()));
    assertEquals(ROWS, times.size());
    assertEquals(times.stream().sorted().toList(), times);
  }

  /** Adds up what is kept. */
  private static final class Counted implements Beside {
    private final Random random;
    private long bytes;

    Counted(Random random) {
      this.random = random;
    }

    @Override
    public void keeps(long moreBytes) {
      bytes += moreBytes;
    }

    @Override
    public boolean isCrowded() {
      return random.nextInt(500) == 0;
    }

    @Override
    public int most(int wanted, int bytesEach) {
      return 1 + random.nextInt(wanted);
    }
  }

  @Test
  void whenKeysComeAndGoThenNothingIsCountedThatIsNotThere() {
    Random random = new Random(7);
    Counted beside = new Counted(random);
    NavigableSet<byte[]> all = OldestFirst.emptySet();
    OldestFirst order = new OldestFirst((after, limit) -> least(all, after, limit), 20_000, beside);
    order.reset(OldestFirst.emptySet(), 1);
    for (int i = 0; i < 40_000; i++) {
      byte[] key = String.format("%08d", random.nextInt(100_000_000)).getBytes(UTF_8);
      all.add(key);
      order.add(key);
      if (random.nextInt(3) == 0) {
        byte[] first = Objects.requireNonNull(order.first());
        assertArrayEquals(all.first(), first);
        order.remove(first);
        all.remove(first);
      }
    }
    assertTrue(beside.bytes > 0);
    while (!all.isEmpty()) {
      byte[] first = Objects.requireNonNull(order.first());
      assertArrayEquals(all.pollFirst(), first);
      order.remove(first);
    }
    assertEquals(0, beside.bytes);
    order.add(new byte[3]);
    order.reset(OldestFirst.emptySet(), 1);
    assertEquals(0, beside.bytes);
  }

  private static NavigableSet<byte[]> least(
      NavigableSet<byte[]> all, byte @Nullable [] after, int limit) {
    NavigableSet<byte[]> found = OldestFirst.emptySet();
    (after == null ? all : all.tailSet(after, false)).stream().limit(limit).forEach(found::add);
    return found;
  }

  @Test
  void whenManyWaitForAPartnerThenMemoryIsBoundedAndAllComeInOrder() {
    HandDriven rows = new HandDriven(true, BUDGET);
    OuterJoinBuffer buffer = new OuterJoinBuffer(rows.open(), () -> 0);
    long most = 0;
    for (int i = 0; i < ROWS; i++) {
      buffer.append(i, i % 2 == 0, (LONG_KEY + i).getBytes(UTF_8), new byte[20]);
      if (i % COMMIT_EVERY == 0) {
        rows.commit();
        most = Math.max(most, rows.bytes());
      }
    }
    rows.commit();
    long highest = most;
    assertTrue(highest < 2 * BUDGET, () -> highest + " bytes");
    List<Long> times = new ArrayList<>();
    buffer.expire(ROWS, ROWS, (time, left, key, values) -> times.add(time));
    assertEquals(ROWS, times.size());
    assertEquals(times.stream().sorted().toList(), times);
  }
}
