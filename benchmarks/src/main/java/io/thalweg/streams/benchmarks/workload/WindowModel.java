package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.data.Values;
import java.util.List;

/** The sum of amounts per key and window. */
final class WindowModel implements Model {
  private final InputTopic input;
  private final int keys;
  private final long advance;
  private final long first; // start of the earliest window
  private final int windows;
  private final long[] sums;

  /**
   * @param advance from the start of a window to that of the next, a part of the minute
   * @param span of the input after {@code base}
   */
  WindowModel(InputTopic input, int keys, long base, long advance, long span) {
    this.input = input;
    this.keys = keys;
    this.advance = advance;
    this.first = base - Windows.SIZE + advance;
    this.windows = (int) ((span + Windows.SIZE) / advance);
    this.sums = new long[keys * windows];
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(input);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    long latest = Windows.start(record.timestamp(), advance);
    for (long start = latest; start > record.timestamp() - Windows.SIZE; start -= advance) {
      sums[slot(record.keyId(), start)] += Values.number(record.value());
    }
  }

  @Override
  public Check output() {
    return new LastValueCheck(
        sums, true, key -> slot(Keys.id(key), Keys.windowStart(key)), Values::number);
  }

  @Override
  public Check changelog() {
    return new LastValueCheck(
        sums, true, key -> slot(Keys.id(key), Keys.changelogWindowStart(key)), Values::number);
  }

  /** Each sum of a window that is over at a time, and nothing more than once. */
  Check finals(long time) {
    MultisetCheck.Multiset finals = new MultisetCheck.Multiset();
    for (int slot = 0; slot < sums.length; slot++) {
      long start = first + slot / keys * advance;
      if (sums[slot] != 0 && start + Windows.SIZE + Windows.GRACE <= time) {
        finals.add(Keys.at(slot % keys, start), Values.number(sums[slot]));
      }
    }
    return new MultisetCheck(finals);
  }

  /** -1 for a key, or a window, that was never sent. */
  private int slot(int keyId, long windowStart) {
    long window = (windowStart - first) / advance;
    boolean known =
        keyId >= 0
            && keyId < keys
            && windowStart >= first
            && window < windows
            && windowStart % advance == 0;
    return known ? (int) window * keys + keyId : -1;
  }
}
