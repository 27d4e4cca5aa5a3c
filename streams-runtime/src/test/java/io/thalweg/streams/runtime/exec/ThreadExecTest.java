package io.thalweg.streams.runtime.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThreadExecTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final Exec exec = new ThreadExec(Time.SYSTEM);

  @Test
  void whenStepReturnsFalseThenTheLoopFinishesWithoutCause() {
    Counting loop = new Counting(3, null);
    Running running = exec.start("app-StreamThread-1", loop);
    assertTrue(running.join(LONG));
    assertFalse(running.isAlive());
    assertEquals("app-StreamThread-1", running.name());
    assertEquals("app-StreamThread-1", loop.thread);
    assertEquals(3, loop.steps);
    assertEquals(1, loop.ends);
    assertNull(loop.cause);
  }

  @Test
  void whenStepThrowsThenFinishedGetsTheCause() {
    Error error = new StackOverflowError("from a user's operator");
    Counting loop = new Counting(2, error);
    assertTrue(exec.start("t", loop).join(LONG));
    assertEquals(1, loop.ends);
    assertSame(error, loop.cause);
  }

  @Test
  void whenJoinedTooEarlyThenItSaysSo() {
    CountDownLatch gate = new CountDownLatch(1);
    Running running = exec.start("t", new Gated(gate));
    assertFalse(running.join(Duration.ZERO));
    assertFalse(running.join(Duration.ofMillis(5)));
    assertTrue(running.isAlive());
    gate.countDown();
    assertTrue(running.join(Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  void whenLoopJoinsItselfThenItDoesNotHang() {
    AtomicReference<@Nullable Running> self = new AtomicReference<>();
    AtomicReference<@Nullable Boolean> joined = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    Running running =
        exec.start(
            "t",
            new Gated(started) {
              @Override
              public boolean step(long nowMs) {
                super.step(nowMs);
                Running me = self.get();
                assertNotNull(me);
                joined.set(me.join(LONG));
                return false;
              }
            });
    self.set(running);
    started.countDown();
    assertTrue(running.join(LONG));
    assertEquals(false, joined.get());
  }

  @Test
  void whenLoopRestsThenAWakeUpEndsTheRest() {
    AtomicReference<@Nullable Long> steps = new AtomicReference<>(0L);
    CountDownLatch resting = new CountDownLatch(1);
    Running running =
        exec.start(
            "t",
            new Loop() {
              private int made;

              @Override
              public boolean step(long nowMs) {
                made++;
                return made < 2;
              }

              @Override
              public long restMs() {
                resting.countDown();
                return 3_600_000;
              }

              @Override
              public void finished(@Nullable Throwable cause) {
                steps.set((long) made);
              }
            });
    assertFalse(running.join(Duration.ofMillis(50)), "rests for an hour");
    running.wakeUp();
    assertTrue(running.join(LONG));
    assertEquals(2L, steps.get());
    assertEquals(0, resting.getCount());
  }

  @Test
  void whenAnotherThreadUsesAnOwnedObjectThenBothAreNamed() {
    Owner owner = new Owner("store counts of task 0_1");
    AtomicReference<@Nullable String> message = new AtomicReference<>();
    owner.claim();
    owner.check();
    Loop thief =
        new Counting(1, null) {
          @Override
          public boolean step(long nowMs) {
            message.set(assertThrows(IllegalStateException.class, owner::check).getMessage());
            assertThrows(IllegalStateException.class, owner::claim);
            return false;
          }
        };
    assertTrue(exec.start("thief", thief).join(LONG));
    String text = message.get();
    assertNotNull(text);
    assertTrue(text.contains("thief") && text.contains("store counts of task 0_1"), text);
    owner.release();
    assertThrows(IllegalStateException.class, owner::check);
  }

  private static class Counting implements Loop {
    private final int limit;
    private final @Nullable Error end;
    private int steps;
    private int ends;
    private @Nullable Throwable cause;
    private @Nullable String thread;

    Counting(int limit, @Nullable Error end) {
      this.limit = limit;
      this.end = end;
    }

    @Override
    public boolean step(long nowMs) {
      steps++;
      if (steps == limit && end != null) {
        throw end;
      }
      return steps < limit;
    }

    @Override
    public void finished(@Nullable Throwable thrown) {
      ends++;
      cause = thrown;
      thread = Thread.currentThread().getName();
    }
  }

  private static class Gated implements Loop {
    private final CountDownLatch gate;

    Gated(CountDownLatch gate) {
      this.gate = gate;
    }

    @Override
    public boolean step(long nowMs) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return false;
    }

    @Override
    public void finished(@Nullable Throwable cause) {}
  }
}
