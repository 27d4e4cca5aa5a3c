package io.thalweg.streams.runtime.operator;

/**
 * How changes come into a row operator and go out of it.
 *
 * @param heldHeaders of rows held back; one for all operators that share a store
 */
public record Lane(RawUse rawKey, boolean sendOldValues, HeldHeaders heldHeaders) {
  /** The lane of an operator with a store of its own. */
  public Lane(RawUse rawKey, boolean sendOldValues) {
    this(rawKey, sendOldValues, new HeldHeaders());
  }
}
