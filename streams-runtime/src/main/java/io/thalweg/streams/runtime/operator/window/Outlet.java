package io.thalweg.streams.runtime.operator.window;

import io.thalweg.streams.runtime.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator passes the rows of windows on. The raw bytes beside the record in hand are left
 * as they are: the compiler lets nobody take them for those of a windowed key.
 */
record Outlet(Operator downstream, boolean sendOldValues) {
  void pass(Object key, @Nullable Object now, @Nullable Object before, long timestamp) {
    downstream.acceptChange(key, now, sendOldValues ? before : null, timestamp);
  }
}
