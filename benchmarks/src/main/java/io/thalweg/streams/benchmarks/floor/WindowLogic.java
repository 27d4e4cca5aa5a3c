package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.Values;
import io.thalweg.streams.benchmarks.workload.Windows;
import java.nio.ByteBuffer;
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

  WindowLogic(Output output, long advance) {
    this.output = output;
    this.advance = advance;
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
      byte[] key = cell.key.getBytes(UTF_8);
      byte[] value = Values.number(cell.number);
      byte[] logKey =
          ByteBuffer.allocate(key.length + 12).put(key).putLong(cell.window).putInt(0).array();
      output.log(cell.partition, logKey, value, cell.timestamp);
      output.send((cell.key + '@' + cell.window).getBytes(UTF_8), value, cell.timestamp);
      cell.dirty = false;
    }
    dirty.clear();
    streamTimes.values().stream()
        .min(Long::compare)
        .ifPresent(slowest -> windows.keySet().removeIf(window -> over(window, slowest)));
  }

  private static boolean over(long window, long time) {
    return window + Windows.SIZE + Windows.GRACE <= time;
  }
}
