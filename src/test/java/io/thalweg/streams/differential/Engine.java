package io.thalweg.streams.differential;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two libraries, with all scenarios written for it. */
public interface Engine {

  /** The scenarios, equal for both engines, in a fixed order. */
  List<Scenario> scenarios();

  /** A scenario's application, not started. */
  Application create(Scenario scenario, Topics topics, Map<String, Object> config);

  /** One instance of an application. */
  interface Application extends AutoCloseable {
    /** The topology's description. */
    String describe();

    /** Starts it and returns at once. */
    void start();

    /** What ended the application, or null if it is well. */
    @Nullable Throwable failure();

    /** Stops it cleanly and leaves the consumer group. */
    @Override
    void close();
  }
}
