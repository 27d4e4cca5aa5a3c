package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.workload.TableCheck.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sum of amounts per key and sliding window: one ends at each record, and one begins just after
 * each record if it has something in it.
 */
final class SlidingModel implements Model {
  private final InputTopic input;
  private final History history = new History();

  SlidingModel(InputTopic input) {
    this.input = input;
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(input);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    history.add(record);
  }

  @Override
  public Check output() {
    return new TableCheck(sums(), key -> new Row(Keys.id(key), Keys.windowStart(key), 0));
  }

  @Override
  public Check changelog() {
    return new TableCheck(sums(), key -> new Row(Keys.id(key), Keys.changelogWindowStart(key), 0));
  }

  private Map<Row, Long> sums() {
    Map<Row, Long> sums = new HashMap<>();
    history.forEach(
        (id, amounts) -> {
          for (History.Amount amount : amounts) {
            put(sums, id, amounts, amount.time() - Windows.DIFFERENCE);
            put(sums, id, amounts, amount.time() + 1);
          }
        });
    return sums;
  }

  private static void put(Map<Row, Long> sums, int key, List<History.Amount> amounts, long start) {
    long sum = 0;
    for (History.Amount amount : amounts) {
      if (amount.time() >= start && amount.time() <= start + Windows.DIFFERENCE) {
        sum += amount.number();
      }
    }
    if (sum != 0) {
      sums.put(new Row(key, start, 0), sum);
    }
  }
}
