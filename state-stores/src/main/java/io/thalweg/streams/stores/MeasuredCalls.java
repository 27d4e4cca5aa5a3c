package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a store and its users and measures each call: at recording level DEBUG only, so
 * that it costs nothing otherwise. Owner thread only.
 */
final class MeasuredCalls {
  private final StoreSpec spec;
  private static final Set<String> WRITES = Set.of("put", "put-if-absent", "delete", "remove");

  private final Time time;
  private final LongSupplier recordTimestamp;
  private @Nullable StoreMeter meter; // owner
  private long lookups; // owner

  MeasuredCalls(StoreSpec spec, Time time, LongSupplier recordTimestamp) {
    this.spec = spec;
    this.time = time;
    this.recordTimestamp = recordTimestamp;
  }

  /** Where calls are recorded from now on; null for nowhere. */
  void to(@Nullable StoreMeter newMeter) {
    meter = newMeter;
  }

  /** How often rows were asked for while there was a meter. */
  long lookups() {
    return lookups;
  }

  /** The same object to its callers: it has all of its interfaces. */
  @SuppressWarnings("unchecked") // it implements what the target implements
  <T> T around(T target) {
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      Collections.addAll(interfaces, type.getInterfaces());
    }
    List<Class<?>> all = new ArrayList<>(interfaces);
    return (T)
        Proxy.newProxyInstance(
            MeasuredCalls.class.getClassLoader(), all.toArray(new Class<?>[0]), handler(target));
  }

  private InvocationHandler handler(Object target) {
    return (proxy, method, arguments) -> {
      if (method.getName().equals("equals") && arguments != null) {
        return proxy == arguments[0];
      }
      String operation = StoreMeter.operation(spec, method.getName());
      StoreMeter now = meter;
      if (operation.isEmpty() || now == null) {
        return call(target, method, arguments);
      }
      long began = time.nanoseconds();
      Object result = call(target, method, arguments);
      long nowMs = time.milliseconds();
      now.record(operation, time.nanoseconds() - began, nowMs);
      lookups += operation.equals("get") || operation.equals("fetch") ? 1 : 0;
      if (WRITES.contains(operation)) {
        now.written(nowMs - recordTimestamp.getAsLong(), nowMs);
      }
      return result;
    };
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    }
  }
}
