package io.thalweg.streams.processor;

/** Which clock drives a punctuation. */
public enum PunctuationType {
  /** The timestamps of the records of the task: no records, no punctuation. */
  STREAM_TIME,
  /** The clock of the machine. */
  WALL_CLOCK_TIME
}
