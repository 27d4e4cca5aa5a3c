package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts per key; an output per record or, where the engines cache, per key and commit. */
final class CountLogic implements Logic {
  private final Output output;
  private final boolean everyUpdate;
  private final Map<String, Cell> counts = new HashMap<>();
  private final List<Cell> dirty = new ArrayList<>();

  CountLogic(Output output, boolean everyUpdate) {
    this.output = output;
    this.everyUpdate = everyUpdate;
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    Cell cell = counts.get(record.key());
    if (cell == null) {
      cell = new Cell(record.key(), 0, record.partition());
      counts.put(cell.key, cell);
    }
    cell.number++;
    cell.timestamp = Math.max(cell.timestamp, record.timestamp());
    if (!cell.dirty) {
      cell.dirty = true;
      dirty.add(cell);
    }
    if (everyUpdate) {
      output.send(cell.key.getBytes(UTF_8), Values.number(cell.number), cell.timestamp);
    }
  }

  @Override
  public void flush() {
    for (Cell cell : dirty) {
      byte[] key = cell.key.getBytes(UTF_8);
      byte[] value = Values.number(cell.number);
      output.log(cell.partition, key, value, cell.timestamp);
      if (!everyUpdate) {
        output.send(key, value, cell.timestamp);
      }
      cell.dirty = false;
    }
    dirty.clear();
  }
}
