package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.data.Values;
import java.util.List;

/** The sum of amounts per key and window. */
final class TumblingModel implements Model {
  private static final int WINDOWS = (int) ((Windows.SPAN + Windows.JITTER) / Windows.SIZE) + 1;

  private final InputTopic input;
  private final int keys;
  private final long base;
  private final long[] sums;

  TumblingModel(InputTopic input, int keys, long base) {
    this.input = input;
    this.keys = keys;
    this.base = base;
    this.sums = new long[keys * WINDOWS];
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(input);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    sums[slot(record.keyId(), Windows.start(record.timestamp()))] += Values.number(record.value());
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

  /** -1 for a key, or a window, that was never sent. */
  private int slot(int keyId, long windowStart) {
    long window = (windowStart - base) / Windows.SIZE;
    boolean known =
        keyId >= 0
            && keyId < keys
            && windowStart >= base
            && window < WINDOWS
            && windowStart % Windows.SIZE == 0;
    return known ? (int) window * keys + keyId : -1;
  }
}
