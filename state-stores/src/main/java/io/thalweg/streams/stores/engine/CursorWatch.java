package io.thalweg.streams.stores.engine;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What cursors of all stores of an instance are watched with. Where a cursor was made is a stack
 * trace, which costs about what a short scan does: it is taken when details are recorded anyway, or
 * once a cursor has been found that nobody closed. Safe from any thread.
 */
public final class CursorWatch {
  private final LongSupplier clock;
  private final LongSupplier ticks;
  private volatile boolean sites; // set by the first owner that finds a leak

  /**
   * A watch.
   *
   * @param clock milliseconds
   * @param ticks nanoseconds, for durations
   * @param sites whether to remember from the start where cursors are made
   */
  public CursorWatch(LongSupplier clock, LongSupplier ticks, boolean sites) {
    this.clock = clock;
    this.ticks = ticks;
    this.sites = sites;
  }

  /** Milliseconds, as all who watch with it see them. */
  public long nowMs() {
    return clock.getAsLong();
  }

  long nanos() {
    return ticks.getAsLong();
  }

  @Nullable Throwable site() {
    return sites ? new Throwable("made here") : null;
  }

  /** A leak was found: the next ones shall have a site. */
  public void rememberSites() {
    sites = true;
  }
}
