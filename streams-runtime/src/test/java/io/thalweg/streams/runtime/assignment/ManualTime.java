package io.thalweg.streams.runtime.assignment;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;

/** A clock that moves when somebody sleeps. */
final class ManualTime implements Time {
  private long nowMs = 1_000;

  @Override
  public long milliseconds() {
    return nowMs;
  }

  @Override
  public long nanoseconds() {
    return nowMs * 1_000_000;
  }

  @Override
  public long hiResClockMs() {
    return nowMs;
  }

  @Override
  public void sleep(long ms) {
    nowMs += ms;
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer timer(long timeoutMs) {
    throw new UnsupportedOperationException();
  }
}
