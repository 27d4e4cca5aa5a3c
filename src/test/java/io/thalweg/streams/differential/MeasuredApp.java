package io.thalweg.streams.differential;

import java.util.Map;

/** An application of either library, started, that shows its metrics. */
public interface MeasuredApp extends AutoCloseable {
  boolean running();

  /** Values by {@link Measured#id}. */
  Map<String, Object> metrics();

  @Override
  void close();
}
