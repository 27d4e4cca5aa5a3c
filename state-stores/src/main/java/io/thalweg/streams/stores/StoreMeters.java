package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.engine.EngineGauge;
import io.thalweg.streams.stores.user.UserStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/** The meters of a task's stores. Owner thread only. */
final class StoreMeters implements AutoCloseable {
  /** Kafka Streams, too, does not know how many rows a user's store has. */
  private static final EngineGauge UNCOUNTED =
      new EngineGauge(
          "num-keys", "The current number of keys in the in-memory state store", () -> -1);

  private final Time time;
  private final LongSupplier recordTimestamp;
  private final boolean detailed;
  private final List<StoreMeter> meters = new ArrayList<>();
  private final Map<String, MeasuredCalls> calls = new HashMap<>();
  private final Map<String, Object> measured = new HashMap<>();
  private final Map<String, Long> restoreNanos = new HashMap<>();
  private final List<CacheMeter> caches = new ArrayList<>();
  private final List<LongConsumer> samples = new ArrayList<>();

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
  <T> T around(StoreSpec spec, T target) {
    if (!detailed || spec.kind().buffer()) {
      return target;
    }
    String key = spec.name() + "/" + target.getClass().getName();
    return (T) measured.computeIfAbsent(key, unused -> callsOf(spec).around(target));
  }

  /** Runs a restore of a batch. */
  <T> T restoring(StoreSpec spec, Supplier<T> restore) {
    long began = time.nanoseconds();
    T result = restore.get();
    restoreNanos.merge(spec.name(), time.nanoseconds() - began, Long::sum);
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

  /** Looks, after a commit, at what is not worth a look per record. */
  void sample() {
    if (detailed) {
      long nowMs = time.milliseconds();
      samples.forEach(sample -> sample.accept(nowMs));
    }
  }

  /** Shows the stores' metrics until closed. */
  void show(
      Metrics metrics,
      Map<String, String> tags,
      Iterable<StoreStack<?, ?>> stacks,
      Iterable<UserStore> users) {
    close();
    for (StoreStack<?, ?> stack : stacks) {
      show(metrics, tags, stack);
    }
    for (UserStore store : users) {
      String scope = Objects.requireNonNull(store.metricsScope(), store.spec().name());
      StoreMeter meter = new StoreMeter(metrics, tags, store.spec(), scope);
      meter.withCalls(store.openCursors());
      add(store.spec(), store.persistent() ? meter : meter.with(List.of(UNCOUNTED)));
      if (store.caching()) {
        showCache(metrics, tags, store.spec(), store::reads);
      }
    }
  }

  private void show(Metrics metrics, Map<String, String> tags, StoreStack<?, ?> stack) {
    StoreSpec spec = stack.spec();
    StoreMeter meter = new StoreMeter(metrics, tags, spec, StoreMeter.scope(spec));
    switch (spec.kind()) {
      case SUPPRESS_BUFFER -> {
        meter.withHeldBack();
        SuppressBuffer buffer = Buffers.of(stack.facade(), SuppressBuffer.class);
        samples.add(
            nowMs -> {
              meter.record(StoreMeter.COUNT, buffer.records(), nowMs);
              meter.record(StoreMeter.SIZE, buffer.bytes(), nowMs);
            });
      }
      case GRACE_BUFFER -> meter.with(stack.engine().gauges(spec.name()));
      default -> meter.withCalls(stack.openCursors()).with(stack.engine().gauges(spec.name()));
    }
    add(spec, meter);
    if (stack.buffer().traits().caching()) {
      showCache(metrics, tags, spec, stack.buffer()::engineReads);
    }
  }

  private void showCache(
      Metrics metrics, Map<String, String> tags, StoreSpec spec, LongSupplier misses) {
    LongSupplier lookups = callsOf(spec)::lookups;
    CacheMeter cache = new CacheMeter(metrics, tags, spec.name(), lookups, misses);
    samples.add(cache::sample);
    caches.add(cache);
  }

  private void add(StoreSpec spec, StoreMeter meter) {
    meters.add(meter);
    callsOf(spec).to(meter);
    Long restored = restoreNanos.remove(spec.name());
    if (restored != null) {
      meter.record("restore", restored, time.milliseconds());
    }
  }

  @Override
  public void close() {
    calls.values().forEach(call -> call.to(null));
    meters.forEach(StoreMeter::close);
    meters.clear();
    caches.forEach(CacheMeter::close);
    caches.clear();
    samples.clear();
  }

  private MeasuredCalls callsOf(StoreSpec spec) {
    return calls.computeIfAbsent(
        spec.name(), unused -> new MeasuredCalls(spec, time, recordTimestamp));
  }
}
