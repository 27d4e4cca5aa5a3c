package io.thalweg.streams.stores.kit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A clock that moves when told to. */
public final class ManualTime implements Time {
  private final AtomicLong now = new AtomicLong(1_000_000);

  public void advance(long ms) {
    now.addAndGet(ms);
  }

  @Override
  public long milliseconds() {
    return now.get();
  }

  @Override
  public long nanoseconds() {
    return now.get() * 1_000_000;
  }

  @Override
  public void sleep(long ms) {
    now.addAndGet(ms);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
    throw new UnsupportedOperationException();
  }
}
