package io.thalweg.streams.runtime.exec;

import java.time.Duration;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread per loop. The threads are not daemons: a JVM stays up until its loops have ended. */
public final class ThreadExec implements Exec {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadExec.class);

  private final Time time;

  public ThreadExec(Time time) {
    this.time = time;
  }

  @Override
  public Running start(String threadName, Loop loop) {
    Thread thread = new Thread(() -> run(threadName, loop), threadName);
    thread.setDaemon(false);
    thread.start();
    return new Handle(thread);
  }

  @SuppressWarnings(
      "CatchingUnchecked") // errors too must reach finished(), or nobody learns of them
  private void run(String name, Loop loop) {
    Throwable cause = null;
    try {
      while (loop.step(time.milliseconds())) {
        // each step returns whether there is a next one
      }
    } catch (Throwable thrown) {
      cause = thrown;
    }
    finish(name, loop, cause);
  }

  private static void finish(String name, Loop loop, @Nullable Throwable cause) {
    try {
      loop.finished(cause);
    } catch (Throwable thrown) {
      if (cause != null) {
        thrown.addSuppressed(cause);
      }
      LOG.error("{}: the end of the loop failed; the thread stops here", name, thrown);
    }
  }

  private record Handle(Thread thread) implements Running {
    @Override
    public String name() {
      return thread.getName();
    }

    @Override
    public boolean isAlive() {
      return thread.isAlive();
    }

    @Override
    public boolean join(Duration timeout) {
      if (thread == Thread.currentThread()) {
        return false;
      }
      try {
        if (!timeout.isZero() && !timeout.isNegative()) {
          thread.join(Math.max(1, saturatedMillis(timeout)));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return !thread.isAlive();
    }

    private static long saturatedMillis(Duration timeout) {
      return timeout.compareTo(Duration.ofMillis(Long.MAX_VALUE)) >= 0
          ? Long.MAX_VALUE
          : timeout.toMillis();
    }
  }
}
