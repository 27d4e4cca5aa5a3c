package io.thalweg.streams.benchmarks.floor;

import io.thalweg.streams.benchmarks.data.Values;
import io.thalweg.streams.benchmarks.workload.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sums per key and window, a heap map per window; whole windows are dropped once over. */
final class WindowLogic implements Logic {
  private final Output output;
  private final Map<Long, Map<String, Cell>> windows = new HashMap<>();
  private final Map<Integer, Long> streamTimes = new HashMap<>();
  private final List<Cell> dirty = new ArrayList<>();
  private final long advance;
  private final boolean finals;

  /**
   * @param finals whether only sums of windows that are over are sent
   */
  WindowLogic(Output output, long advance, boolean finals) {
    this.output = output;
    this.advance = advance;
    this.finals = finals;
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    long time = streamTimes.merge(record.partition(), record.timestamp(), Math::max);
    long latest = Windows.start(record.timestamp(), advance);
    for (long start = latest; start > record.timestamp() - Windows.SIZE; start -= advance) {
      if (!over(start, time)) {
        add(record, start);
      }
    }
  }

  private void add(ConsumerRecord<String, byte[]> record, long window) {
    Map<String, Cell> sums = windows.computeIfAbsent(window, w -> new HashMap<>());
    Cell cell = sums.get(record.key());
    if (cell == null) {
      cell = new Cell(record.key(), window, record.partition());
      sums.put(cell.key, cell);
    }
    cell.number += Values.number(record.value());
    cell.timestamp = Math.max(cell.timestamp, record.timestamp());
    if (!cell.dirty) {
      cell.dirty = true;
      dirty.add(cell);
    }
  }

  @Override
  public void flush() {
    for (Cell cell : dirty) {
      cell.log(output);
      if (!finals) {
        cell.send(output);
      }
    }
    dirty.clear();
    streamTimes.values().stream().min(Long::compare).ifPresent(this::drop);
  }

  private void drop(long slowest) {
    for (long window : windows.keySet().stream().filter(start -> over(start, slowest)).toList()) {
      Map<String, Cell> sums = windows.remove(window);
      if (finals && sums != null) {
        sums.values().forEach(cell -> cell.send(output));
      }
    }
  }

  private static boolean over(long window, long time) {
    return window + Windows.SIZE + Windows.GRACE <= time;
  }
}
