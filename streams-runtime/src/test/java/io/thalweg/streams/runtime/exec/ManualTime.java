package io.thalweg.streams.runtime.exec;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A clock that only a test moves. */
public final class ManualTime implements Time {
  private final AtomicLong nanos = new AtomicLong(1_700_000_000_000L * 1_000_000);

  @Override
  public long milliseconds() {
    return nanos.get() / 1_000_000;
  }

  @Override
  public long nanoseconds() {
    return nanos.get();
  }

  @Override
  public void sleep(long ms) {
    nanos.addAndGet(ms * 1_000_000);
  }

  @Override
  public void waitObject(Object obj, Supplier<Boolean> condition, long deadlineMs) {
    throw new UnsupportedOperationException("nothing under test may wait for an object");
  }
}
