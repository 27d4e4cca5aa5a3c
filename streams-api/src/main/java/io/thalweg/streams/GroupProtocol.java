package io.thalweg.streams;

import java.util.Locale;

/** How members of the group share the tasks. */
public enum GroupProtocol {
  /** The members decide, by the classic consumer protocol. */
  CLASSIC("CLASSIC"),
  /** The broker decides, by the streams protocol. */
  STREAMS("STREAMS");

  /** Name as in configs. */
  public final String name;

  GroupProtocol(String name) {
    this.name = name;
  }

  /**
   * The protocol called {@code name}, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static GroupProtocol of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
