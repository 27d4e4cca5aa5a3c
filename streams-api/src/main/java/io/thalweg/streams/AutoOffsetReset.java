package io.thalweg.streams;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy.StrategyType;
import org.jspecify.annotations.Nullable;

/** Where to start in a partition without committed offset. Immutable. */
public class AutoOffsetReset {
  /** How the start is found. */
  protected final StrategyType offsetResetStrategy;

  /** How far before now to start; only with {@link #byDuration}. */
  protected final Optional<Duration> duration;

  private AutoOffsetReset(StrategyType offsetResetStrategy, Optional<Duration> duration) {
    this.offsetResetStrategy = offsetResetStrategy;
    this.duration = duration;
  }

  /** Copies {@code autoOffsetReset}. */
  protected AutoOffsetReset(AutoOffsetReset autoOffsetReset) {
    this(autoOffsetReset.offsetResetStrategy, autoOffsetReset.duration);
  }

  /** Fails if there is no committed offset. */
  public static AutoOffsetReset none() {
    return new AutoOffsetReset(StrategyType.NONE, Optional.empty());
  }

  /** Starts at the first record. */
  public static AutoOffsetReset earliest() {
    return new AutoOffsetReset(StrategyType.EARLIEST, Optional.empty());
  }

  /** Starts at the end. */
  public static AutoOffsetReset latest() {
    return new AutoOffsetReset(StrategyType.LATEST, Optional.empty());
  }

  /**
   * Starts at the first record with a timestamp of now minus {@code duration} or later.
   *
   * @throws NullPointerException if {@code duration} is null
   * @throws IllegalArgumentException if {@code duration} is negative
   */
  public static AutoOffsetReset byDuration(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "The duration of an offset reset must not be negative; it is " + duration + ".");
    }
    return new AutoOffsetReset(StrategyType.BY_DURATION, Optional.of(duration));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == null || getClass() != other.getClass()) {
      return false;
    }
    AutoOffsetReset that = (AutoOffsetReset) other;
    return offsetResetStrategy == that.offsetResetStrategy && duration.equals(that.duration);
  }

  @Override
  public int hashCode() {
    return Objects.hash(offsetResetStrategy, duration);
  }
}
