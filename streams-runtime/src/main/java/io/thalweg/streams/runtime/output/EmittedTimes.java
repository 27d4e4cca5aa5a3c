package io.thalweg.streams.runtime.output;

import java.util.HashMap;
import java.util.Map;

/**
 * Up to when the results of closed windows were passed on, by store, in ms of stream time. It is
 * committed beside the offsets, so that nothing is passed on twice or left out after a restart.
 * Owner: the task's thread.
 */
public final class EmittedTimes {
  /** No time yet. */
  public static final long NONE = -1;

  // [task's thread]
  private final Map<String, Long> times = new HashMap<>();
  private boolean changed;

  /** Up to when, or {@link #NONE}. */
  public long of(String store) {
    return times.getOrDefault(store, NONE);
  }

  /** Everything up to {@code time} was passed on. */
  public void advance(String store, long time) {
    times.put(store, time);
    changed = true;
  }

  /** What to commit. */
  public Map<String, Long> all() {
    return times;
  }

  /** Whether there is something to commit. */
  public boolean changed() {
    return changed;
  }

  /** All of it was committed. */
  public void committed() {
    changed = false;
  }

  /** Starts from what was committed; of several times of a store the latest counts. */
  public void restore(Iterable<Map<String, Long>> committed) {
    times.clear();
    changed = false;
    for (Map<String, Long> part : committed) {
      part.forEach((store, time) -> times.merge(store, time, Math::max));
    }
  }
}
