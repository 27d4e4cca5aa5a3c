package io.thalweg.streams.query;

import org.jspecify.annotations.Nullable;

/** How far a store must have come for its answer to count. Immutable. */
public class PositionBound {
  private final Position position;

  private PositionBound(Position position) {
    this.position = position;
  }

  /** No bound: any store may answer. */
  public static PositionBound unbounded() {
    return new PositionBound(Position.emptyPosition());
  }

  /** Only a store at {@code position} or beyond may answer. */
  public static PositionBound at(Position position) {
    return new PositionBound(position.copy());
  }

  /** Whether there is no bound. */
  public boolean isUnbounded() {
    return position.isEmpty();
  }

  /** The position to be reached; empty if unbounded. */
  public Position position() {
    return position;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PositionBound that && position.equals(that.position);
  }

  /** Not supported, since {@link Position} has none. */
  @Override
  public int hashCode() {
    throw new UnsupportedOperationException("PositionBound can not be a hash key.");
  }

  @Override
  public String toString() {
    return "PositionBound{position=" + position + '}';
  }
}
