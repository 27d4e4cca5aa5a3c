package io.thalweg.streams.stores.user;

import org.jspecify.annotations.Nullable;

/** What a row says. */
final class Cell {
  static final Cell NONE = new Cell(null, -1);

  private final byte @Nullable [] raw;
  private final long timestamp;

  Cell(byte @Nullable [] raw, long timestamp) {
    this.raw = raw;
    this.timestamp = timestamp;
  }

  /**
   * The serialized value, without the timestamp, but with headers before it if its kind has them;
   * null if there is none.
   */
  byte @Nullable [] raw() {
    return raw;
  }

  /** The timestamp of the latest update in ms; -1 if none is kept. */
  long timestamp() {
    return timestamp;
  }
}
