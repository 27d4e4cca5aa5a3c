package io.thalweg.streams.stores.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The cursors that are open on one store. Safe from any thread. */
public final class OpenCursors {
  private final CursorWatch watch;
  private final Map<Object, Opening> open = new ConcurrentHashMap<>();
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

  /** For the engine: a cursor was made, or an iterator of a store that the user made. */
  public void opened(Object cursor) {
    open.put(cursor, new Opening(watch.nowMs(), watch.nanos(), watch.site()));
  }

  /** For the engine: it was closed. */
  public void closed(Object cursor) {
    Opening opening = open.remove(cursor);
    LongConsumer sink = durations;
    if (opening != null && sink != null) {
      sink.accept(watch.nanos() - opening.nanos());
    }
  }

  /** For the engine, which closes: forgets all of them; returns them. */
  public Collection<ByteCursor> closeAll() {
    List<ByteCursor> all = new ArrayList<>();
    for (Object cursor : open.keySet()) {
      if (cursor instanceof ByteCursor engines) {
        all.add(engines);
      }
    }
    open.clear();
    return all;
  }
}
