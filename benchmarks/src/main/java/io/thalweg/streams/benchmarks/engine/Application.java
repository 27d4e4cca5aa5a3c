package io.thalweg.streams.benchmarks.engine;

import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** One workload running on one engine. Called from the measuring thread only. */
public interface Application extends AutoCloseable {
  void start();

  /** Records that have entered the topology; for restore, records restored. */
  long progress();

  /** For restore: whether the application is ready to process. */
  boolean running();

  /** What stopped the application before its end, if anything did. */
  @Nullable Throwable failure();

  /** Every entry of the store; call while running. */
  void forEachStored(ObjLongConsumer<String> entry);

  /** Returns when all results are written and committed and all threads have ended. */
  @Override
  void close();
}
