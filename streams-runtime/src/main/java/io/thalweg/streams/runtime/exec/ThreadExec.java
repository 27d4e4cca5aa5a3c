package io.thalweg.streams.runtime.exec;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    Semaphore alarm = new Semaphore(0);
    Thread thread = new Thread(() -> run(threadName, loop, alarm), threadName);
    thread.setDaemon(false);
    thread.start();
    return new Handle(thread, alarm);
  }

  private void run(String name, Loop loop, Semaphore alarm) {
    Throwable cause = null;
    try {
      while (loop.step(time.milliseconds())) {
        rest(loop.restMs(), alarm);
      }
    } catch (Throwable thrown) { // errors too must reach finished(), or nobody learns of them
      cause = thrown;
    }
    finish(name, loop, cause);
  }

  private static void rest(long restMs, Semaphore alarm) throws InterruptedException {
    if (restMs > 0 && alarm.tryAcquire(restMs, TimeUnit.MILLISECONDS)) {
      alarm.drainPermits();
    }
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

  private static boolean join(Thread thread, Duration timeout) {
    if (thread == Thread.currentThread()) {
      return false;
    }
    try {
      if (!timeout.isZero() && !timeout.isNegative()) {
        thread.join(Math.max(1, Deadline.saturatedMillis(timeout)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !thread.isAlive();
  }

  private record Handle(Thread thread, Semaphore alarm) implements Running {
    @Override
    public String name() {
      return thread.getName();
    }

    @Override
    public boolean isAlive() {
      return thread.isAlive();
    }

    @Override
    public void wakeUp() {
      if (alarm.availablePermits() == 0) { // one is enough; they must not pile up while it works
        alarm.release();
      }
    }

    @Override
    public boolean join(Duration timeout) {
      return ThreadExec.join(thread, timeout);
    }
  }
}
