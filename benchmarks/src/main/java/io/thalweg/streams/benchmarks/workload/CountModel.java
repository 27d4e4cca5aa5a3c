package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.data.Values;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Counts per key, or group of keys; without a cache every update is an output, with one the last
 * must be right.
 */
final class CountModel implements Model {
  private final InputTopic input;
  private final long[] counts;
  private final IntUnaryOperator group;
  private final boolean everyUpdate;
  private final MultisetCheck.Multiset updates = new MultisetCheck.Multiset();

  /**
   * @param group the key under which a record of a key counts
   */
  CountModel(InputTopic input, int keys, IntUnaryOperator group, boolean everyUpdate) {
    this.input = input;
    this.counts = new long[keys];
    this.group = group;
    this.everyUpdate = everyUpdate;
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(input);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    int key = group.applyAsInt(record.keyId());
    long count = ++counts[key];
    if (everyUpdate) {
      updates.add(Keys.bytes(key), Values.number(count));
    }
  }

  @Override
  public Check output() {
    return everyUpdate ? new MultisetCheck(updates) : lastValues();
  }

  @Override
  public Check changelog() {
    return lastValues();
  }

  private Check lastValues() {
    return new LastValueCheck(counts, true, Keys::id, Values::number);
  }
}
