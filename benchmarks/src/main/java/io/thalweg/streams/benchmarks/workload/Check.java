package io.thalweg.streams.benchmarks.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an engine wrote with what the model says; fed record by record, in offset order.
 */
public interface Check {
  void accept(byte[] key, byte @Nullable [] value);

  /** What is wrong; empty if nothing is. */
  List<String> problems();
}
