package io.thalweg.streams.runtime.metrics;

/** Is told of changelog records that were read into the state of a task. Any thread. */
public interface RestoreMeter {
  /** A batch of {@code records} records. */
  void restored(long records, long nowMs);
}
