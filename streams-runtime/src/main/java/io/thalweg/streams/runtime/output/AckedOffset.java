package io.thalweg.streams.runtime.output;

/** The position after the last acknowledged record of one changelog partition. */
final class AckedOffset {
  /** [producer I/O thread writes, in offset order; stream thread reads] -1 until the first ack. */
  private volatile long next = -1;

  void acked(long offset) {
    next = Math.max(next, offset + 1);
  }

  long next() {
    return next;
  }
}
