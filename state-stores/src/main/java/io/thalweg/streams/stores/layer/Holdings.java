package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Beside;
import io.thalweg.streams.stores.form.Budget;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a buffer has in memory: what they weigh, and which of them go when there is no
 * room. Owner only.
 */
final class Holdings<V> implements Beside {
  /** Of its share of the budget, what a buffer spends to remember which rows it gave up. */
  private static final int EVICTED_SHARE = 32;

  /** The same for what is kept beside the rows. */
  private static final int BESIDE_SHARE = 4;

  /** Up to this part of its share of the budget a buffer has room for rows that may be of use. */
  private static final int ROOMY_SHARE = 4;

  private final EntryTable<V> table;
  private final @Nullable KeyRuns<V> runs; // instead of the table
  private final EvictionHand<V> eviction;
  private final Budget.Account account;
  private long completeAfter;
  private long bytes;
  private long beside;

  /**
   * Nothing yet.
   *
   * @param runs where entries go if there may be duplicates; else null
   */
  Holdings(EntryTable<V> table, @Nullable KeyRuns<V> runs, Budget.Account account) {
    this.table = table;
    this.runs = runs;
    this.account = account;
    eviction = new EvictionHand<>(table);
  }

  /**
   * What is known from here on.
   *
   * @param after the start after which all rows there are are held
   * @param all whether that is true of all, and worth to be remembered of those that go
   */
  void begin(long after, boolean all) {
    completeAfter = after;
    if (all) {
      eviction.remember(account.share() / EVICTED_SHARE);
    } else {
      eviction.forget();
    }
    account.report(used());
  }

  /** The start after which all rows there are are held. */
  long completeAfter() {
    return completeAfter;
  }

  /** Whether a row that is not held may exist, if it starts no later than that. */
  boolean mayExist(int hash) {
    return eviction.mayHaveDropped(hash);
  }

  /** What the entries weigh, and what is kept beside them. */
  long bytes() {
    return bytes + beside;
  }

  int count() {
    return runs != null ? runs.count() : table.count();
  }

  /** Takes an entry in, for which others may have to go: those up to {@code useless} first. */
  void insert(Entry<V> entry, long useless) {
    if (account.overdrawn(used())) { // before, so that it cannot hit the new entry
      makeRoom(Math.max(completeAfter, useless));
    }
    if (runs != null) {
      runs.add(entry);
    } else {
      table.insert(entry);
    }
    entry.size = entry.measure();
    bytes += entry.size;
    account.report(used());
  }

  private void makeRoom(long useless) {
    if (runs == null) {
      bytes -= eviction.advance(useless);
      completeAfter = Math.max(completeAfter, eviction.completeAfter());
    } else if (runs.mayHaveRoom()) {
      completeAfter = runs.startToGiveUp(useless);
      bytes -= runs.drop(completeAfter);
    }
  }

  /** Heap for rows, for finding them, and for what is kept beside them. */
  private long used() {
    return bytes + beside + eviction.bytes() + (runs == null ? 0 : runs.bytes());
  }

  @Override
  public void keeps(long moreBytes) {
    beside += moreBytes;
  }

  @Override
  public boolean isCrowded() {
    return beside > account.share() / BESIDE_SHARE && account.overdrawn(used());
  }

  @Override
  public int most(int wanted, int bytesEach) {
    if (!account.overdrawn(used())) {
      return wanted;
    }
    long fitting = account.share() / BESIDE_SHARE / bytesEach;
    return (int) Math.min(wanted, Math.max(LEAST, fitting));
  }

  /** An entry that is held weighs more now. */
  void grew(int more) {
    bytes += more;
  }

  void remove(Entry<V> entry) {
    bytes -= entry.size;
    if (runs != null) {
      runs.remove(entry);
    } else {
      table.remove(entry);
    }
  }

  void drop(Entry<V> entry) {
    entry.set(Entry.DETACHED);
    remove(entry);
  }

  /** Whether the rows take but a small part of what they may. */
  boolean roomy() {
    return bytes < account.share() / ROOMY_SHARE;
  }

  /** Nothing is dirty any more. */
  void cleaned() {
    if (runs != null) {
      runs.cleaned();
    }
  }

  /** Lets go of the clean entries that start before {@code firstLive}. */
  void expire(long firstLive) {
    bytes -=
        runs != null ? runs.drop(firstLive - 1) : eviction.sweep(entry -> entry.start < firstLive);
    account.report(used());
  }

  /** Lets go of the rows with duplicates that start up to {@code last}, also of changed ones. */
  void forget(long last) {
    if (runs != null) {
      bytes -= runs.forget(last);
      account.report(used());
    }
  }

  /** Lets go of all. */
  void clear() {
    eviction.sweep(entry -> true);
    table.clear();
    if (runs != null) {
      runs.clear();
    }
    bytes = 0;
  }

  void close() {
    account.close();
  }
}
