package io.thalweg.streams.stores;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.stores.engine.OpenCursors;
import java.util.List;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of iterators that are still open when their store is closed. Owner thread only. */
final class LeakReport {
  private static final Logger LOG = LoggerFactory.getLogger(LeakReport.class);

  private final TaskId task;
  private final Time time;

  LeakReport(TaskId task, Time time) {
    this.task = task;
    this.time = time;
  }

  /** Names the iterators that are open, if there are any, with the place where one was made. */
  void report(String store, OpenCursors cursors) {
    List<OpenCursors.Opening> leaks = cursors.leaks();
    if (leaks.isEmpty()) {
      return;
    }
    long oldest = time.milliseconds();
    Throwable site = null;
    for (OpenCursors.Opening leak : leaks) {
      oldest = Math.min(oldest, leak.sinceMs());
      site = leak.site() == null ? site : leak.site();
    }
    LOG.warn(
        "Task {}: store {} is closed while {} of its iterators are open, the oldest for {} ms; they"
            + " are closed, too. An iterator holds native memory and files until it is closed: use"
            + " try-with-resources. {}",
        task,
        store,
        leaks.size(),
        time.milliseconds() - oldest,
        where(site),
        site);
  }

  private static String where(@Nullable Throwable site) {
    return site == null
        ? "From now on it is recorded where iterators are made; metrics.recording.level=DEBUG does"
            + " so from the start"
        : "One was made here:";
  }
}
