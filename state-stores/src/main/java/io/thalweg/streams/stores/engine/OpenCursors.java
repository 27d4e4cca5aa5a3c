package io.thalweg.streams.stores.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The cursors that are open on one store. Safe from any thread. */
public final class OpenCursors {
  private final CursorWatch watch;
  private final Map<ByteCursor, Opening> open = new ConcurrentHashMap<>();
  private volatile @Nullable LongConsumer durations; // set by the owner

  /**
   * When and where a cursor was made.
   *
   * @param nanos the same on a clock for durations
   * @param site null if that was not recorded
   */
  public record Opening(long sinceMs, long nanos, @Nullable Throwable site) {}

  public OpenCursors(CursorWatch watch) {
    this.watch = watch;
  }

  /** From now on {@code sink} is told for how many ns a cursor was open when it closes. */
  public void recordDurations(@Nullable LongConsumer sink) {
    durations = sink;
  }

  public int count() {
    return open.size();
  }

  /** When the oldest of them was made, in ms; null if there is none. */
  public @Nullable Long oldestSinceMs() {
    Long oldest = null;
    for (Opening opening : open.values()) {
      oldest = oldest == null ? opening.sinceMs() : Math.min(oldest, opening.sinceMs());
    }
    return oldest;
  }

  /** Those open although their store is about to close: from now on it is known where they are. */
  public List<Opening> leaks() {
    List<Opening> leaks = List.copyOf(open.values());
    if (!leaks.isEmpty()) {
      watch.rememberSites();
    }
    return leaks;
  }

  /** For the engine: a cursor was made. */
  public void opened(ByteCursor cursor) {
    open.put(cursor, new Opening(watch.nowMs(), watch.nanos(), watch.site()));
  }

  /** For the engine: a cursor was closed. */
  public void closed(ByteCursor cursor) {
    Opening opening = open.remove(cursor);
    LongConsumer sink = durations;
    if (opening != null && sink != null) {
      sink.accept(watch.nanos() - opening.nanos());
    }
  }

  /** For the engine, which closes: forgets all of them; returns them. */
  public Collection<ByteCursor> closeAll() {
    Set<ByteCursor> all = Set.copyOf(open.keySet());
    open.clear();
    return all;
  }
}
