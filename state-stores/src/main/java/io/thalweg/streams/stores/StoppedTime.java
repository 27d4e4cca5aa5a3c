package io.thalweg.streams.stores;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A clock that stands, for stores that are flushed when they are closed and not by time. */
final class StoppedTime implements Time {
  @Override
  public long milliseconds() {
    return 0;
  }

  @Override
  public long nanoseconds() {
    return 0;
  }

  @Override
  public void sleep(long ms) {
    throw new UnsupportedOperationException("Nothing waits for a clock that stands");
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
    throw new UnsupportedOperationException("Nothing waits for a clock that stands");
  }
}
