package io.thalweg.streams.stores.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes shared by many. A member may use more than its share as long as there is room; when there
 * is none, those above their share are asked to give. Safe from any thread.
 */
public final class Budget {
  private final List<Long> asked = new ArrayList<>(); // guarded by itself
  private volatile long max; // written under the lock of asked
  private final AtomicLong used = new AtomicLong();
  private final AtomicInteger members = new AtomicInteger();

  public Budget(long max) {
    ask(max);
  }

  /** One more wish for its size, of which the largest counts. */
  public void ask(long bytes) {
    synchronized (asked) {
      asked.add(bytes);
      max = Collections.max(asked);
    }
  }

  /** Takes a wish back. */
  public void withdraw(long bytes) {
    synchronized (asked) {
      asked.remove(bytes);
      max = asked.isEmpty() ? 0 : Collections.max(asked);
    }
  }

  public long max() {
    return max;
  }

  /** A new member's account; owned by one thread at a time. */
  public Account open() {
    members.incrementAndGet();
    return new Account(this);
  }

  /** What one member uses. */
  public static final class Account implements AutoCloseable {
    private final Budget budget;
    private long reported; // owner

    private Account(Budget budget) {
      this.budget = budget;
    }

    /** Tells how much is used now; cheap if little has changed since. */
    public void report(long bytes) {
      long change = bytes - reported;
      if (change > 32_768 || change < -32_768 || (bytes == 0 && change != 0)) {
        budget.used.addAndGet(change);
        reported = bytes;
      }
    }

    /** An equal part of the whole, as many members as there are now. */
    public long share() {
      return budget.max / Math.max(1, budget.members.get());
    }

    /** Whether the whole is used up and this member has more than its share. */
    public boolean overdrawn(long bytes) {
      return budget.used.get() + (bytes - reported) > budget.max && bytes > share();
    }

    @Override
    public void close() {
      budget.used.addAndGet(-reported);
      reported = 0;
      budget.members.decrementAndGet();
    }
  }
}
