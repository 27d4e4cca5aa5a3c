package io.thalweg.streams.query;

/** The order of results. */
public enum ResultOrder {
  /** Whatever the store finds easiest. */
  ANY,
  /** Lowest first. */
  ASCENDING,
  /** Highest first. */
  DESCENDING
}
