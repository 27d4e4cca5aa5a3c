package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.data.Values;
import java.util.List;

/** Counts per key; without a cache every update is an output, with one the last must be right. */
final class CountModel implements Model {
  private final InputTopic input;
  private final long[] counts;
  private final boolean everyUpdate;
  private final MultisetCheck.Multiset updates = new MultisetCheck.Multiset();

  CountModel(InputTopic input, int keys, boolean everyUpdate) {
    this.input = input;
    this.counts = new long[keys];
    this.everyUpdate = everyUpdate;
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(input);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    long count = ++counts[record.keyId()];
    if (everyUpdate) {
      updates.add(Keys.bytes(record.keyId()), Values.number(count));
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
