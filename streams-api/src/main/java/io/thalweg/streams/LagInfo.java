package io.thalweg.streams;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far the copy of a store is behind its changelog. Immutable. */
public class LagInfo {
  private final long currentOffsetPosition;
  private final long endOffsetPosition;

  LagInfo(long currentOffsetPosition, long endOffsetPosition) {
    this.currentOffsetPosition = currentOffsetPosition;
    this.endOffsetPosition = endOffsetPosition;
  }

  /** The offset up to which the store is loaded. */
  public long currentOffsetPosition() {
    return currentOffsetPosition;
  }

  /** The end of the changelog. */
  public long endOffsetPosition() {
    return endOffsetPosition;
  }

  /** How many offsets the store is behind; never negative. */
  public long offsetLag() {
    return Math.max(0, endOffsetPosition - currentOffsetPosition);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LagInfo that
        && currentOffsetPosition == that.currentOffsetPosition
        && endOffsetPosition == that.endOffsetPosition;
  }

  @Override
  public int hashCode() {
    return Objects.hash(currentOffsetPosition, endOffsetPosition, offsetLag());
  }

  @Override
  public String toString() {
    return "LagInfo { currentOffsetPosition="
        + currentOffsetPosition
        + ", endOffsetPosition="
        + endOffsetPosition
        + ", offsetLag="
        + offsetLag()
        + '}';
  }
}
