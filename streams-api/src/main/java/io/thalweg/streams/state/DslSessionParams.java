package io.thalweg.streams.state;

import io.thalweg.streams.DslStoreFormat;
import io.thalweg.streams.kstream.EmitStrategy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a session store of the language needs. Immutable. */
public class DslSessionParams {
  private final String name;
  private final Duration retentionPeriod;
  private final EmitStrategy emitStrategy;
  private final DslStoreFormat storeFormat;

  /**
   * Makes parameters.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public DslSessionParams(
      String name,
      Duration retentionPeriod,
      EmitStrategy emitStrategy,
      DslStoreFormat storeFormat) {
    this.name = Objects.requireNonNull(name, "store name must not be null");
    this.retentionPeriod = retentionPeriod;
    this.emitStrategy = emitStrategy;
    this.storeFormat = storeFormat;
  }

  /** The name of the store. */
  public String name() {
    return name;
  }

  /** How long sessions are kept. */
  public Duration retentionPeriod() {
    return retentionPeriod;
  }

  /** When the aggregation emits. */
  public EmitStrategy emitStrategy() {
    return emitStrategy;
  }

  /** What the store keeps with each value. */
  public DslStoreFormat storeFormat() {
    return storeFormat;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DslSessionParams that
        && name.equals(that.name)
        && Objects.equals(retentionPeriod, that.retentionPeriod)
        && Objects.equals(emitStrategy, that.emitStrategy)
        && storeFormat == that.storeFormat;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, retentionPeriod, emitStrategy, storeFormat);
  }

  @Override
  public String toString() {
    return "DslSessionParams{name='"
        + name
        + "', retentionPeriod="
        + retentionPeriod
        + ", emitStrategy="
        + emitStrategy
        + ", storeFormat="
        + storeFormat
        + '}';
  }
}
