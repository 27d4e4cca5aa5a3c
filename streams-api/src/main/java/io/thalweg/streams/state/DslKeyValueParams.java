package io.thalweg.streams.state;

import io.thalweg.streams.DslStoreFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a key-value store of the language needs. Immutable. */
public class DslKeyValueParams {
  private final String name;
  private final DslStoreFormat dslStoreFormat;

  /**
   * Makes parameters.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public DslKeyValueParams(String name, DslStoreFormat dslStoreFormat) {
    this.name = Objects.requireNonNull(name, "store name must not be null");
    this.dslStoreFormat = dslStoreFormat;
  }

  /** The name of the store. */
  public String name() {
    return name;
  }

  /** What the store keeps with each value. */
  public DslStoreFormat dslStoreFormat() {
    return dslStoreFormat;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DslKeyValueParams that
        && name.equals(that.name)
        && dslStoreFormat == that.dslStoreFormat;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, dslStoreFormat);
  }

  @Override
  public String toString() {
    return "DslKeyValueParams{name='" + name + "', dslStoreFormat=" + dslStoreFormat + '}';
  }
}
