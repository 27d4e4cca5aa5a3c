package io.thalweg.streams.benchmarks.floor;

/** A number of one key, and the record that changed it last. */
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
}
