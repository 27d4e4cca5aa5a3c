package io.thalweg.streams.stores;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/** The meters of a task's stores. Owner thread only. */
final class StoreMeters implements AutoCloseable {
  private final Time time;
  private final LongSupplier recordTimestamp;
  private final boolean detailed;
  private final List<StoreMeter> meters = new ArrayList<>();
  private final Map<String, MeasuredCalls> calls = new HashMap<>();
  private final Map<String, Object> measured = new HashMap<>();
  private final Map<String, Long> restoreNanos = new HashMap<>();

  /**
   * Meters that nobody reads yet.
   *
   * @param detailed whether single calls are measured
   */
  StoreMeters(Time time, LongSupplier recordTimestamp, boolean detailed) {
    this.time = time;
    this.recordTimestamp = recordTimestamp;
    this.detailed = detailed;
  }

  /** Whether single calls are measured. */
  boolean detailed() {
    return detailed;
  }

  /** The store itself, or what measures calls to it; the same for each time it is asked. */
  @SuppressWarnings("unchecked") // kept by the type it was made of
  <T> T around(StoreStack<?, ?> stack, T target) {
    if (!detailed) {
      return target;
    }
    String key = stack.spec().name() + "/" + target.getClass().getName();
    return (T) measured.computeIfAbsent(key, unused -> callsOf(stack).around(target));
  }

  /** Runs a restore of a batch. */
  <T> T restoring(StoreStack<?, ?> stack, Supplier<T> restore) {
    long began = time.nanoseconds();
    T result = restore.get();
    restoreNanos.merge(stack.spec().name(), time.nanoseconds() - began, Long::sum);
    return result;
  }

  /** Runs something that concerns all stores. */
  <T> T all(String operation, Supplier<T> work) {
    if (!detailed || meters.isEmpty()) {
      return work.get();
    }
    long began = time.nanoseconds();
    T result = work.get();
    long spent = time.nanoseconds() - began;
    meters.forEach(meter -> meter.record(operation, spent, time.milliseconds()));
    return result;
  }

  /** Shows the stores' metrics until closed. */
  void show(Metrics metrics, Map<String, String> tags, Iterable<StoreStack<?, ?>> stacks) {
    close();
    for (StoreStack<?, ?> stack : stacks) {
      String name = stack.spec().name();
      StoreMeter meter =
          new StoreMeter(
              metrics, tags, stack.spec(), stack.openCursors(), stack.engine().gauges(name));
      meters.add(meter);
      callsOf(stack).to(meter);
      Long restored = restoreNanos.remove(name);
      if (restored != null) {
        meter.record("restore", restored, time.milliseconds());
      }
    }
  }

  @Override
  public void close() {
    calls.values().forEach(call -> call.to(null));
    meters.forEach(StoreMeter::close);
    meters.clear();
  }

  private MeasuredCalls callsOf(StoreStack<?, ?> stack) {
    return calls.computeIfAbsent(
        stack.spec().name(), unused -> new MeasuredCalls(stack.spec(), time, recordTimestamp));
  }
}
