package io.thalweg.streams.kstream;

import io.thalweg.streams.errors.TopologyException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The name of a processor. Immutable. */
public class Named implements NamedOperation<Named> {
  /** The name; null, which only overloads without a name use, lets one be generated. */
  protected @Nullable String name;

  /** No name: the option of overloads without one. */
  Named() {}

  /** Copies {@code named}. */
  protected Named(Named named) {
    this.name = Objects.requireNonNull(named, "named must not be null").name;
  }

  /**
   * Makes a name.
   *
   * @throws NullPointerException if {@code name} is null
   * @throws TopologyException if {@code name} is not valid
   */
  protected Named(String name) {
    Objects.requireNonNull(name, "name must not be null");
    validate(name);
    this.name = name;
  }

  /**
   * Makes a name.
   *
   * @throws NullPointerException if {@code name} is null
   * @throws TopologyException if {@code name} is not valid
   */
  public static Named as(String name) {
    return new Named(name);
  }

  /** Returns a new name. */
  @Override
  public Named withName(String name) {
    return new Named(name);
  }

  /**
   * Checks a name, which may become part of a topic name: 1 to 249 characters of {@code
   * [a-zA-Z0-9._-]}.
   *
   * @throws TopologyException if {@code name} is not valid
   */
  protected static void validate(@Nullable String name) {
    Names.check(name);
  }
}
