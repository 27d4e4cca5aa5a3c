package io.thalweg.streams.system;

import java.util.Map;

/** A sum over rows, whatever their order: how many, and a hash of their contents. */
final class RowSum {
  private long rows;
  private long hash;

  static RowSum of(Map<String, Long> map) {
    RowSum sum = new RowSum();
    map.forEach(sum::add);
    return sum;
  }

  void add(String key, long value) {
    long mixed = (key.hashCode() * 0x9E3779B97F4A7C15L) ^ (value * 0xC2B2AE3D27D4EB4FL);
    hash += mixed ^ (mixed >>> 29);
    rows++;
  }

  @Override
  public String toString() {
    return rows + " rows " + Long.toHexString(hash);
  }
}
