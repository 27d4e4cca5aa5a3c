package io.thalweg.streams.runtime.task;

import io.thalweg.streams.processor.Cancellable;
import io.thalweg.streams.processor.Punctuator;
import java.util.PriorityQueue;

/**
 * Schedules of one clock (stream time or wall clock) of one task. A schedule that was passed over
 * several times fires once. Owner: the task's thread.
 */
final class Punctuations {
  private final PriorityQueue<Schedule> due =
      new PriorityQueue<>(
          (a, b) ->
              a.next == b.next ? Long.compare(a.order, b.order) : Long.compare(a.next, b.next));

  // [task's thread]
  private long scheduled;

  /** Runs one punctuator; the task sets up its context around it. */
  interface Runner {
    void run(Punctuator punctuator, long timestamp);
  }

  private static final class Schedule implements Cancellable {
    private final long intervalMs;
    private final Punctuator punctuator;
    private final long order;
    private long next;
    private boolean cancelled;

    Schedule(long next, long intervalMs, Punctuator punctuator, long order) {
      this.next = next;
      this.intervalMs = intervalMs;
      this.punctuator = punctuator;
      this.order = order;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Fires first at {@code first}, then every {@code intervalMs}. */
  Cancellable schedule(long first, long intervalMs, Punctuator punctuator) {
    Schedule schedule = new Schedule(first, intervalMs, punctuator, scheduled++);
    due.add(schedule);
    return schedule;
  }

  /** Fires what is due; returns how many. */
  int fire(long now, Runner runner) {
    int fired = 0;
    while (!due.isEmpty() && due.peek().next <= now) {
      Schedule schedule = due.remove();
      if (schedule.cancelled) {
        continue;
      }
      long missed = (now - schedule.next) / schedule.intervalMs;
      schedule.next += (missed + 1) * schedule.intervalMs;
      due.add(schedule);
      runner.run(schedule.punctuator, now);
      fired++;
    }
    return fired;
  }

  void clear() {
    due.clear();
  }

  boolean isEmpty() {
    return due.isEmpty();
  }
}
