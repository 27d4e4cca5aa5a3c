package io.thalweg.streams.benchmarks.workload;

/** The user's functions in the topologies; the floor and the models call the same ones. */
public final class UserCode {
  /** Rows of the table that foreign keys name. */
  public static final int FOREIGN_ROWS = 10_000;

  /** Ends the last value of each key where {@link #isLast} is asked. */
  static final char LAST = 'Z';

  private UserCode() {}

  /** True for three values in four: the first is a hex digit, and four of sixteen are refused. */
  public static boolean keep(String value) {
    return value.charAt(0) < 'd' && value.charAt(0) != '0';
  }

  public static String transform(String value) {
    return value.substring(16).concat(value.substring(0, 16));
  }

  /** Ten neighbouring keys make a group, named like the first. */
  public static String group(String key) {
    return key.substring(0, key.length() - 1).concat("0");
  }

  /** The key of one of {@link #FOREIGN_ROWS} rows, which the value names by its first digits. */
  public static String foreignKey(String value) {
    String digits = Integer.toString(Integer.parseInt(value.substring(0, 7), 16) % FOREIGN_ROWS);
    return "k00000000".substring(0, 9 - digits.length()).concat(digits);
  }

  /** Whether nothing comes after the value under its key. */
  public static boolean isLast(String value) {
    return value.charAt(value.length() - 1) == LAST;
  }

  public static String join(String left, String right) {
    return left.substring(0, 50).concat(right.substring(0, 50));
  }
}
