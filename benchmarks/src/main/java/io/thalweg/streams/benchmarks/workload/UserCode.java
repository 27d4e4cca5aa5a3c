package io.thalweg.streams.benchmarks.workload;

/** The user's functions in the topologies; the floor and the models call the same ones. */
public final class UserCode {
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

  public static String join(String left, String right) {
    return left.substring(0, 50).concat(right.substring(0, 50));
  }
}
