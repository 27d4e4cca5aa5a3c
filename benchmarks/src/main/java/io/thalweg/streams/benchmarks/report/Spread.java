package io.thalweg.streams.benchmarks.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One figure over the rounds.
 *
 * @param median middle value, or the mean of the two middle ones
 */
public record Spread(double median, double least, double most) {

  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("A spread needs at least one value.");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    return new Spread(median, sorted[0], sorted[n - 1]);
  }

  public static <T> Spread of(Iterable<T> rounds, ToDoubleFunction<T> figure) {
    double[] values =
        java.util.stream.StreamSupport.stream(rounds.spliterator(), false)
            .mapToDouble(figure)
            .toArray();
    return of(values);
  }

  /** Ratios round by round, so that what slowed a whole round down cancels out. */
  public static Spread ofRatios(double[] over, double[] under) {
    if (over.length != under.length) {
      throw new IllegalArgumentException(
          "Ratios need both figures of every round, not " + over.length + " and " + under.length);
    }
    double[] ratios = new double[over.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = over[i] / under[i];
    }
    return of(ratios);
  }

  /** The median and, unless it is the only value, the least and the most. */
  @Override
  public String toString() {
    String middle = format(median);
    return least == most ? middle : middle + " (" + format(least) + "–" + format(most) + ")";
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}
