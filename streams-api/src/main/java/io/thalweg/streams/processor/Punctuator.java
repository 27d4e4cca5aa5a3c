package io.thalweg.streams.processor;

/** Called at regular times, by the thread of the task. */
@FunctionalInterface
public interface Punctuator {
  /** Called at {@code timestamp}, in milliseconds since the epoch. */
  void punctuate(long timestamp);
}
