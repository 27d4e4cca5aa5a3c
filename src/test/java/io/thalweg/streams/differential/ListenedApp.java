package io.thalweg.streams.differential;

import java.util.List;
import java.util.Map;

/** An application of either library, started, that shows what its restore listener was told. */
public interface ListenedApp extends AutoCloseable {
  boolean running();

  /** The name of its state. */
  String state();

  void pause();

  void resume();

  /** The value of a metric of restoring, all threads together. */
  double updaterMetric(String name);

  /** By partition of the changelog. */
  Map<Integer, List<String>> events();

  /** The text of {@code allLocalStorePartitionLags}. */
  String lags();

  @Override
  void close();
}
