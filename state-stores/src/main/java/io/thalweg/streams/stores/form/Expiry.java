package io.thalweg.streams.stores.form;

/**
 * How far the times of a store's rows have come, and which rows have expired by that.
 *
 * <p>Where rows are held back from emission they take the part of Kafka Streams' record cache,
 * which shows a row whatever its time; only its store, which gets the rows as they are emitted, has
 * a time by which they expire. Owner thread; readers look at {@code observed} under the table's
 * version.
 */
public final class Expiry {
  private final boolean windowed;
  private final boolean duplicates;
  private final long retentionMs;
  private long observed; // the greatest time of a row
  private long settled; // the same of those that were emitted, if rows are held back
  private long keptLongerMs;
  private boolean holding;

  public Expiry(KeyLayout layout, StoreTraits traits) {
    windowed = layout.isWindowed();
    duplicates = traits.duplicates();
    retentionMs = traits.retentionMs();
  }

  public long observed() {
    return observed;
  }

  public void resume(long time) {
    observed = time;
    settled = time;
  }

  /** Rows are held back from now on, or no longer. */
  public void hold(boolean on) {
    boolean hold = on && windowed && !duplicates;
    if (hold != holding) {
      holding = hold;
      settled = observed;
    }
  }

  /** Rows stay for so long after they have expired. */
  public void keepLonger(long ms) {
    keptLongerMs = ms;
  }

  /** A row was written. */
  public void observe(long time) {
    if (windowed && time > observed) {
      observed = time;
      if (!holding) {
        settled = time;
      }
    }
  }

  /** A row was emitted. */
  public void emitted(long time) {
    settled = Math.max(settled, time);
  }

  /** Rows that start before this are expired. */
  public long firstLive() {
    return windowed ? observed - retentionMs + 1 : 0;
  }

  /** Rows that start before this are not kept; starts before 0 cannot be windows. */
  public long firstKept() {
    return windowed ? Math.max(0, firstStored() - keptLongerMs) : Long.MIN_VALUE;
  }

  /** Rows that start before this are not found in the engine. */
  public long firstStored() {
    return settled - retentionMs + 1;
  }

  /** The first start, from {@code earliest} on, of rows that an operator finds in memory. */
  public long firstFound(long earliest) {
    return Math.max(0, holding ? earliest : Math.max(earliest, firstLive()));
  }

  /** Whether a row is in no store. */
  public boolean expired(long start) {
    return start < firstKept();
  }

  /** Whether a row is nowhere: it has expired, and is not held back, either. */
  public boolean gone(long start) {
    return expired(start) && (!holding || start < 0);
  }
}
