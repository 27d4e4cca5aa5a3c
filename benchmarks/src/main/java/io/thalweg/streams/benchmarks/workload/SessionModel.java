package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.workload.TableCheck.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sum of amounts per key and session: no two records next to each other are a gap apart. */
final class SessionModel implements Model {
  private final InputTopic input;
  private final History history = new History();

  SessionModel(InputTopic input) {
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
    return new TableCheck(
        sums(), key -> new Row(Keys.id(key), Keys.windowStart(key), Keys.windowEnd(key)));
  }

  @Override
  public Check changelog() {
    return new TableCheck(
        sums(), key -> new Row(Keys.id(key), Keys.sessionStart(key), Keys.sessionEnd(key)));
  }

  private Map<Row, Long> sums() {
    Map<Row, Long> sums = new HashMap<>();
    history.forEach(
        (id, amounts) -> {
          long start = amounts.get(0).time();
          long end = start;
          long sum = 0;
          for (History.Amount amount : amounts) {
            if (amount.time() > end + Windows.GAP) {
              sums.put(new Row(id, start, end), sum);
              start = amount.time();
              sum = 0;
            }
            end = amount.time();
            sum += amount.number();
          }
          sums.put(new Row(id, start, end), sum);
        });
    return sums;
  }
}
