package io.thalweg.streams.stores.layer;

import io.thalweg.streams.kstream.Windowed;
import org.jspecify.annotations.Nullable;

/** Receives the sessions that changed since the last emission. */
@FunctionalInterface
public interface SessionEmission<K, V> {
  /**
   * One changed session.
   *
   * @param newValue the value now, null if removed
   * @param oldValue the value at the last emission, null if there was none
   * @param timestamp of the latest update
   */
  void emit(
      Windowed<K> session,
      byte[] rawKey,
      @Nullable V newValue,
      @Nullable V oldValue,
      long timestamp);
}
