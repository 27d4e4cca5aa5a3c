package io.thalweg.streams.testing.cluster;

import io.thalweg.streams.testing.VirtualTime;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** The cluster's clock as one instance has it: whoever waits lets the instance's loops go on. */
record InstanceTime(VirtualTime clock, SteppedExec exec) implements Time {
  @Override
  public long milliseconds() {
    return clock.milliseconds();
  }

  @Override
  public long nanoseconds() {
    return clock.nanoseconds();
  }

  @Override
  public void sleep(long ms) {
    clock.sleep(ms);
  }

  @Override
  public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMs) {
    while (!condition.get()) {
      if (milliseconds() >= deadlineMs || exec.alive().isEmpty()) {
        throw new org.apache.kafka.common.errors.TimeoutException(
            "What is waited for did not come about by " + deadlineMs);
      }
      exec.alive().forEach(SteppedExec.Stepped::step);
      clock.sleep(1);
    }
  }
}
