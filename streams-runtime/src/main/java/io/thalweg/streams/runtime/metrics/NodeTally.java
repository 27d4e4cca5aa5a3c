package io.thalweg.streams.runtime.metrics;

/** What one node of a task did since it was last reported. Owner: the task's thread. */
public final class NodeTally {
  private final String node;
  private final Kind kind;
  private final Tally values = new Tally();
  private long count; // owner: the task's thread

  /** What is counted. */
  enum Kind {
    /** Records that a source passed on, and their latencies. */
    SOURCE,
    /** Latencies of the records that end in a node. */
    TERMINAL,
    /** Rows that a suppress let go. */
    SUPPRESS,
    /** Results of closed windows, and how long passing them on took. */
    CLOSING
  }

  NodeTally(String node, Kind kind) {
    this.node = node;
    this.kind = kind;
  }

  String node() {
    return node;
  }

  Kind kind() {
    return kind;
  }

  /** Adds a value, in milliseconds. */
  public void add(long value) {
    values.add(value);
  }

  /** Adds things that are counted and not measured. */
  public void count(long more) {
    count += more;
  }

  Tally values() {
    return values;
  }

  long takeCount() {
    long taken = count;
    count = 0;
    return taken;
  }
}
