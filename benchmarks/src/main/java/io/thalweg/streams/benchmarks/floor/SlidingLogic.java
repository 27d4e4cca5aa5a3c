package io.thalweg.streams.benchmarks.floor;

import io.thalweg.streams.benchmarks.data.Values;
import io.thalweg.streams.benchmarks.workload.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sums per key and sliding window: what a key did of late, and the windows around it, by time. */
final class SlidingLogic implements Logic {
  private static final long KEPT = Windows.GRACE + 2 * Windows.DIFFERENCE;

  private final Output output;
  private final Map<String, Recent> keys = new HashMap<>();
  private final Map<Integer, Long> streamTimes = new HashMap<>();
  private final List<Cell> dirty = new ArrayList<>();

  SlidingLogic(Output output) {
    this.output = output;
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    long now = streamTimes.merge(record.partition(), record.timestamp(), Math::max);
    Recent recent = keys.computeIfAbsent(record.key(), key -> new Recent(key, record.partition()));
    recent.forget(now - KEPT);
    recent.add(record.timestamp(), Values.number(record.value()));
  }

  @Override
  public void flush() {
    for (Cell cell : dirty) {
      cell.log(output);
      cell.send(output);
    }
    dirty.clear();
  }

  private final class Recent {
    private final String key;
    private final int partition;
    private final TreeMap<Long, Long> amounts = new TreeMap<>();
    private final TreeMap<Long, Cell> windows = new TreeMap<>();

    Recent(String key, int partition) {
      this.key = key;
      this.partition = partition;
    }

    void forget(long time) {
      amounts.headMap(time).clear();
      windows.headMap(time).clear();
    }

    void add(long time, long amount) {
      amounts.merge(time, amount, Long::sum);
      for (Cell cell : windows.subMap(time - Windows.DIFFERENCE, true, time, true).values()) {
        add(cell, amount, time);
      }
      open(time - Windows.DIFFERENCE);
      for (long earlier : amounts.subMap(time - 1 - Windows.DIFFERENCE, time).keySet()) {
        open(earlier + 1);
      }
      if (!amounts.subMap(time + 1, true, time + 1 + Windows.DIFFERENCE, true).isEmpty()) {
        open(time + 1);
      }
    }

    private void open(long start) {
      if (windows.containsKey(start)) {
        return;
      }
      Cell cell = new Cell(key, start, partition);
      windows.put(start, cell);
      amounts
          .subMap(start, true, start + Windows.DIFFERENCE, true)
          .forEach((time, amount) -> add(cell, amount, time));
    }

    private void add(Cell cell, long amount, long time) {
      cell.number += amount;
      cell.timestamp = Math.max(cell.timestamp, time);
      if (!cell.dirty) {
        cell.dirty = true;
        dirty.add(cell);
      }
    }
  }
}
