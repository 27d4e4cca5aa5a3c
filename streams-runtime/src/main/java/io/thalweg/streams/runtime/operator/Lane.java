package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.Nullable;

/**
 * How changes come into a row operator and go out of it.
 *
 * @param late takes records that come too late for their window; null if they are only counted
 * @param heldHeaders of rows held back; one for all operators that share a store
 * @param closing passes results on at their end instead of updates; null if there are updates
 */
public record Lane(
    RawUse rawKey,
    boolean sendOldValues,
    @Nullable Operator late,
    HeldHeaders heldHeaders,
    @Nullable Closing closing) {

  /**
   * Of an operator with a store of its own that drops nothing for being late, or whose late records
   * nobody wants.
   */
  public Lane(RawUse rawKey, boolean sendOldValues) {
    this(rawKey, sendOldValues, null, new HeldHeaders(), null);
  }

  /** The same where results come at their end. */
  public Lane closing(@Nullable Closing other) {
    return new Lane(rawKey, sendOldValues, late, heldHeaders, other);
  }

  /** Passes a record on that came too late, if somebody wants it. */
  public void passLate(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (late != null) {
      late.accept(key, value, timestamp);
    }
  }
}
