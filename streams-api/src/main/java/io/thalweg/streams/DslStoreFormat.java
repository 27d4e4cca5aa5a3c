package io.thalweg.streams;

import java.util.Locale;

/** What a store of the language keeps with each value. */
public enum DslStoreFormat {
  /** Nothing. */
  PLAIN("PLAIN"),
  /** A timestamp. */
  TIMESTAMPED("TIMESTAMPED"),
  /** A timestamp and headers. */
  HEADERS("HEADERS");

  /** Name as in configs. */
  public final String name;

  DslStoreFormat(String name) {
    this.name = name;
  }

  /**
   * The format called {@code name}, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DslStoreFormat of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
