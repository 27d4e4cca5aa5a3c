package io.thalweg.streams.benchmarks.state;

import java.util.Arrays;
import java.util.List;

/**
 * What is done to one store. Both sides get the same keys, values and commits; the record cache of
 * Kafka Streams and what Thalweg may hold back from emission are 10 MB each.
 *
 * @param keys how many keys there are
 * @param stored how many of them have a row before the first record
 * @param exponent of the Zipf distribution of keys; 0: uniform
 * @param commitEvery records between two commits
 * @param tableMb Thalweg's table of rows on the heap
 * @param target the ratio of thread CPU that Thalweg is built to reach
 */
record Scenario(
    String title,
    Kind kind,
    int keys,
    int stored,
    double exponent,
    int commitEvery,
    int tableMb,
    double target) {

  /** What a record does. */
  enum Kind {
    /** Reads a row and writes it, caching enabled. */
    AGGREGATE(1),
    /** The same with caching disabled. */
    AGGREGATE_UNCACHED(1),
    /** Reads and writes the row of a key in a window of a minute. */
    TUMBLING(1),
    /** Reads and writes the rows of a key in five windows of a minute. */
    HOPPING(5),
    /** Adds a row and reads those of its key from 5 s before to 5 s after. */
    JOIN_BUFFER(1),
    /** Finds the sessions of a key around a time and replaces them by the one that covers all. */
    SESSION(1),
    /** Changelog records into an empty store. */
    RESTORE(1);

    /** The weight of a record, for the number of records of a round. */
    final int rows;

    Kind(int rows) {
      this.rows = rows;
    }

    boolean caching() {
      return this == AGGREGATE || windowed() || this == SESSION;
    }

    boolean windowed() {
      return this == TUMBLING || this == HOPPING;
    }
  }

  private static final List<Scenario> ALL =
      List.of(
          new Scenario("aggregate", Kind.AGGREGATE, 200_000, 0, 0.99, 20_000, 64, 5),
          new Scenario("aggregate-rare-commits", Kind.AGGREGATE, 200_000, 0, 0.99, 300_000, 64, 5),
          new Scenario("aggregate-10mb", Kind.AGGREGATE, 200_000, 0, 0.99, 20_000, 10, 3),
          new Scenario(
              "aggregate-uncached", Kind.AGGREGATE_UNCACHED, 200_000, 0, 0.99, 20_000, 64, 4),
          new Scenario("miss-bound", Kind.AGGREGATE, 1_000_000, 1_000_000, 0, 20_000, 10, 1.5),
          new Scenario("tumbling", Kind.TUMBLING, 100_000, 0, 0.99, 20_000, 64, 5),
          new Scenario("hopping", Kind.HOPPING, 100_000, 0, 0.99, 20_000, 64, 4),
          new Scenario("session", Kind.SESSION, 100_000, 0, 0.99, 20_000, 64, 3.5),
          new Scenario("join-buffer", Kind.JOIN_BUFFER, 10_000, 0, 0, 20_000, 64, 3.5),
          new Scenario("restore", Kind.RESTORE, 1_000_000, 0, 0, 1_000, 64, 4));

  static List<Scenario> all() {
    return ALL;
  }

  /** Throws {@link IllegalArgumentException} that lists the known names. */
  static List<Scenario> named(String titles) {
    if (titles.equals("all")) {
      return ALL;
    }
    return Arrays.stream(titles.split(",", -1)).map(Scenario::of).toList();
  }

  private static Scenario of(String title) {
    return ALL.stream()
        .filter(scenario -> scenario.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown scenario '"
                        + title
                        + "'; known: "
                        + String.join(", ", ALL.stream().map(Scenario::title).toList())));
  }
}
