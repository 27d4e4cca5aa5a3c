package io.thalweg.streams.differential;

import java.util.List;

/** An instance of either library that says what it knows of who has what. */
public interface LocatedApp extends AutoCloseable {
  void start();

  /** Whether it runs and knows of all the partitions, active and standby. */
  boolean settled();

  /** All answers and errors, one a line, without what depends on which task went where. */
  List<String> answers();

  /** Ends a stream thread; what came of that. */
  String removeThread(long timeoutMs);

  @Override
  void close();
}
