package io.thalweg.streams.system;

/** Settings of Thalweg's own that the tests use. */
final class Settings {
  /** After how many changelog records the rows of a store are flushed to disk at the latest. */
  static final String FLUSH_MAX_RECORDS = "thalweg.state.flush.max.records";

  private Settings() {}
}
