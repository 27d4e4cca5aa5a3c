package io.thalweg.streams.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The last value of every slot (key, or key and window) must be the expected one. */
final class LastValueCheck implements Check {
  private final long[] expected;
  private final boolean increasing;
  private final ToIntFunction<byte[]> slot;
  private final ToLongFunction<byte[]> number;
  private final long[] last;
  private long strangers;
  private long steps;

  /**
   * @param expected value per slot; 0 where none must be
   * @param increasing whether each value of a slot must be greater than the one before
   * @param slot slot of a key; out of range for keys that were never sent
   * @param number value as a number
   */
  LastValueCheck(
      long[] expected,
      boolean increasing,
      ToIntFunction<byte[]> slot,
      ToLongFunction<byte[]> number) {
    this.expected = expected;
    this.increasing = increasing;
    this.slot = slot;
    this.number = number;
    this.last = new long[expected.length];
  }

  @Override
  public void accept(byte[] key, byte @Nullable [] value) {
    int at = slot.applyAsInt(key);
    if (value == null || at < 0 || at >= last.length) {
      strangers++;
      return;
    }
    long now = number.applyAsLong(value);
    if (increasing && now <= last[at]) {
      steps++;
    }
    last[at] = now;
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (strangers > 0) {
      problems.add(strangers + " tombstones or keys that were never sent");
    }
    if (steps > 0) {
      problems.add(steps + " updates that did not increase the value of their key");
    }
    long wrong = 0;
    int example = 0;
    for (int i = 0; i < last.length; i++) {
      if (last[i] != expected[i]) {
        wrong++;
        example = i;
      }
    }
    if (wrong > 0) {
      problems.add(
          wrong
              + " wrong final values, e.g. slot "
              + example
              + ": expected "
              + expected[example]
              + ", found "
              + last[example]);
    }
    return problems;
  }
}
