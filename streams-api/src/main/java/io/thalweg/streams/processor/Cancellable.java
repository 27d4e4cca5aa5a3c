package io.thalweg.streams.processor;

/** A scheduled punctuation that can be stopped. */
@FunctionalInterface
public interface Cancellable {
  /** Stops it; may be called from within the punctuation, and again without effect. */
  void cancel();
}
