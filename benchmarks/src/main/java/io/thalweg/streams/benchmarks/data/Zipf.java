package io.thalweg.streams.benchmarks.data;

import java.util.Arrays;

/** Zipf-distributed ranks by inversion of the cumulative distribution. */
public final class Zipf {
  private final double[] cumulative;

  public Zipf(int size, double exponent) {
    cumulative = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += 1 / Math.pow(i + 1, exponent);
      cumulative[i] = sum;
    }
    for (int i = 0; i < size; i++) {
      cumulative[i] /= sum;
    }
  }

  /** The rank (0 is the most frequent) that a uniform {@code unit} in [0, 1) falls on. */
  public int rank(double unit) {
    int found = Arrays.binarySearch(cumulative, unit);
    int rank = found < 0 ? -found - 1 : found + 1;
    return Math.min(rank, cumulative.length - 1);
  }
}
