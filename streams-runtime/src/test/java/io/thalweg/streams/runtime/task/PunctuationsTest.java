package io.thalweg.streams.runtime.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.processor.Cancellable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PunctuationsTest {
  private final Punctuations clock = new Punctuations();
  private final List<String> fired = new ArrayList<>();

  private int advanceTo(long now) {
    return clock.fire(now, (punctuator, timestamp) -> punctuator.punctuate(timestamp));
  }

  @Test
  void whenTimePassesSeveralIntervalsAtOnceThenItFiresOnceAndKeepsItsGrid() {
    clock.schedule(0, 10, timestamp -> fired.add("a" + timestamp));
    assertEquals(1, advanceTo(35));
    assertEquals(0, advanceTo(39));
    assertEquals(1, advanceTo(40));
    assertEquals(List.of("a35", "a40"), fired);
  }

  @Test
  void whenSeveralAreDueThenTheEarliestGoesFirstAndEqualOnesInTheOrderOfScheduling() {
    clock.schedule(20, 100, timestamp -> fired.add("late"));
    clock.schedule(10, 100, timestamp -> fired.add("first"));
    clock.schedule(10, 100, timestamp -> fired.add("second"));
    assertEquals(3, advanceTo(20));
    assertEquals(List.of("first", "second", "late"), fired);
  }

  @Test
  void whenCancelledThenItNeverFiresAgain() {
    Cancellable handle = clock.schedule(0, 10, timestamp -> fired.add("a"));
    advanceTo(0);
    handle.cancel();
    assertEquals(0, advanceTo(100));
    assertEquals(List.of("a"), fired);
    assertTrue(clock.isEmpty());
  }
}
