package io.thalweg.streams.state;

import io.thalweg.streams.DslStoreFormat;
import io.thalweg.streams.kstream.EmitStrategy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a window store of the language needs. Immutable. */
public class DslWindowParams {
  private final String name;
  private final Duration retentionPeriod;
  private final Duration windowSize;
  private final boolean retainDuplicates;
  private final EmitStrategy emitStrategy;
  private final boolean isSlidingWindow;
  private final DslStoreFormat dslStoreFormat;

  /**
   * Makes parameters.
   *
   * @param retainDuplicates whether a key may have several values at one window start
   * @throws NullPointerException if {@code name} is null
   */
  public DslWindowParams(
      String name,
      Duration retentionPeriod,
      Duration windowSize,
      boolean retainDuplicates,
      EmitStrategy emitStrategy,
      boolean isSlidingWindow,
      DslStoreFormat dslStoreFormat) {
    this.name = Objects.requireNonNull(name, "store name must not be null");
    this.retentionPeriod = retentionPeriod;
    this.windowSize = windowSize;
    this.retainDuplicates = retainDuplicates;
    this.emitStrategy = emitStrategy;
    this.isSlidingWindow = isSlidingWindow;
    this.dslStoreFormat = dslStoreFormat;
  }

  /** The name of the store. */
  public String name() {
    return name;
  }

  /** How long windows are kept. */
  public Duration retentionPeriod() {
    return retentionPeriod;
  }

  /** The size of the windows. */
  public Duration windowSize() {
    return windowSize;
  }

  /** Whether a key may have several values at one window start. */
  public boolean retainDuplicates() {
    return retainDuplicates;
  }

  /** When the aggregation emits. */
  public EmitStrategy emitStrategy() {
    return emitStrategy;
  }

  /** Whether the windows slide. */
  public boolean isSlidingWindow() {
    return isSlidingWindow;
  }

  /** What the store keeps with each value. */
  public DslStoreFormat dslStoreFormat() {
    return dslStoreFormat;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DslWindowParams that
        && retainDuplicates == that.retainDuplicates
        && isSlidingWindow == that.isSlidingWindow
        && name.equals(that.name)
        && Objects.equals(retentionPeriod, that.retentionPeriod)
        && Objects.equals(windowSize, that.windowSize)
        && Objects.equals(emitStrategy, that.emitStrategy)
        && dslStoreFormat == that.dslStoreFormat;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name,
        retentionPeriod,
        windowSize,
        retainDuplicates,
        emitStrategy,
        isSlidingWindow,
        dslStoreFormat);
  }

  @Override
  public String toString() {
    return "DslWindowParams{name='"
        + name
        + "', retentionPeriod="
        + retentionPeriod
        + ", windowSize="
        + windowSize
        + ", retainDuplicates="
        + retainDuplicates
        + ", emitStrategy="
        + emitStrategy
        + ", isSlidingWindow="
        + isSlidingWindow
        + ", dslStoreFormat="
        + dslStoreFormat
        + '}';
  }
}
