package io.thalweg.streams.benchmarks.workload;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The workloads; what each does is in the application source and in {@link Models}. */
public enum Workload {
  STATELESS("stateless", 1.4),
  COUNT("count", 6),
  COUNT_UNCACHED("count-uncached", 4),
  EOS("eos", 6),
  TUMBLING("tumbling", 5),
  HOPPING("hopping", 5),
  SLIDING("sliding", 4),
  SESSION("session", 6),
  SESSION_ZIPF("session-zipf", 6),
  SUPPRESS("suppress", 0),
  STREAM_TABLE("stream-table", 2.5),
  REKEY_AGGREGATE("rekey-aggregate", 2.2),
  FOREIGN_KEY("foreign-key", 2),
  STREAM_STREAM("stream-stream", 3),
  RESTORE("restore", 1.1);

  /** The one store of a stateful workload. */
  public static final String STORE = "store";

  /** The name of the one grouping by another key. */
  public static final String GROUP = "group";

  /** The ratio of records per second of restore that Thalweg is built to reach. */
  public static final double RESTORE_WALL_TARGET = 1.5;

  private final String title;
  private final double target;

  Workload(String title, double target) {
    this.title = title;
    this.target = target;
  }

  public String title() {
    return title;
  }

  /**
   * The ratio of records per CPU second against Kafka Streams that Thalweg is built to reach; 0 if
   * there is none.
   */
  public double target() {
    return target;
  }

  /** Settings of the application beyond the defaults; the same for every engine. */
  public Map<String, String> config() {
    return switch (this) {
      case COUNT_UNCACHED -> Map.of("statestore.cache.max.bytes", "0");
      case EOS -> Map.of("processing.guarantee", "exactly_once_v2");
      default -> Map.of();
    };
  }

  public boolean exactlyOnce() {
    return this == EOS;
  }

  public String input() {
    return title + "-input";
  }

  /** Whether there is a table that is read first. */
  public boolean joins() {
    return this == STREAM_TABLE || this == FOREIGN_KEY;
  }

  /** The table side of a join. */
  public String table() {
    return title + "-table";
  }

  /** The left side of a join of streams; the other is the {@link #input}. */
  public String left() {
    return title + "-left";
  }

  /**
   * The application id of one run; restore keeps one for all runs, because they share a changelog.
   */
  public String applicationId(String run) {
    return this == RESTORE ? "restore-app" : title + "-" + run;
  }

  public static String changelog(String applicationId) {
    return applicationId + "-" + STORE + "-changelog";
  }

  /** The repartition topic of the one workload that has one. */
  public static String repartition(String applicationId) {
    return applicationId + "-" + GROUP + "-repartition";
  }

  public boolean repartitions() {
    return this == REKEY_AGGREGATE;
  }

  /** Throws {@link IllegalArgumentException} that lists the known names. */
  public static Workload of(String title) {
    return Arrays.stream(values())
        .filter(w -> w.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown workload '"
                        + title
                        + "'; known: "
                        + Arrays.stream(values())
                            .map(Workload::title)
                            .collect(Collectors.joining(", "))));
  }
}
