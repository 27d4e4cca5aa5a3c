package io.thalweg.streams.runtime.client;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.exec.Loop;
import io.thalweg.streams.runtime.worker.TaskLocks;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the state of tasks that have moved away, {@code state.cleanup.delay.ms} after. */
final class StateCleaner implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(StateCleaner.class);

  private final StateDirectory directory;
  private final TaskLocks locks;
  private final long delayMs;

  /** [closing thread writes, cleaner reads] */
  private volatile boolean stopped;

  StateCleaner(StateDirectory directory, TaskLocks locks, StreamsConfig config) {
    this.directory = directory;
    this.locks = locks;
    this.delayMs = config.getLong(StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG);
  }

  void stop() {
    stopped = true;
  }

  @Override
  public boolean step(long nowMs) {
    if (stopped) {
      return false;
    }
    Set<TaskId> owned = new HashSet<>();
    for (TaskId task : directory.taskDirectories()) {
      if (locks.locked(task)) {
        owned.add(task);
      }
    }
    directory.cleanObsolete(owned, nowMs, delayMs);
    return true;
  }

  @Override
  public long restMs() {
    return Math.max(1, delayMs);
  }

  @Override
  public void finished(@Nullable Throwable cause) {
    if (cause != null) {
      LOG.error("Cleaning the state directory failed; obsolete state stays until a restart", cause);
    }
  }
}
