package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.Values;
import java.nio.ByteBuffer;

/** A number of one key, or key and window, and the time of what changed it. */
final class Cell {
  final String key;
  final long window;
  final int partition;
  long number;
  long timestamp;
  boolean dirty;

  Cell(String key, long window, int partition) {
    this.key = key;
    this.window = window;
    this.partition = partition;
  }

  /** Takes the sum of a window to the changelog. */
  void log(Output output) {
    byte[] name = key.getBytes(UTF_8);
    byte[] logKey =
        ByteBuffer.allocate(name.length + 12).put(name).putLong(window).putInt(0).array();
    output.log(partition, logKey, Values.number(number), timestamp);
    dirty = false;
  }

  /** Sends the sum of a window. */
  void send(Output output) {
    output.send((key + '@' + window).getBytes(UTF_8), Values.number(number), timestamp);
  }
}
