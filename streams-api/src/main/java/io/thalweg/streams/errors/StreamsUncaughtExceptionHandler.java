package io.thalweg.streams.errors;

/** Decides what happens after a stream thread failed. */
public interface StreamsUncaughtExceptionHandler {
  /** Decides; called by the failed thread, and must not block for long. */
  StreamThreadExceptionResponse handle(Throwable exception);

  /** What happens after a stream thread failed. */
  enum StreamThreadExceptionResponse {
    /** A new thread takes the place of the failed one. */
    REPLACE_THREAD(0, "REPLACE_THREAD"),
    /** This instance shuts down. */
    SHUTDOWN_CLIENT(1, "SHUTDOWN_KAFKA_STREAMS_CLIENT"),
    /** All instances of the application shut down, as far as they can be told. */
    SHUTDOWN_APPLICATION(2, "SHUTDOWN_KAFKA_STREAMS_APPLICATION");

    /** Name that does not change. */
    public final String name;

    /** Number that does not change. */
    public final int id;

    StreamThreadExceptionResponse(int id, String name) {
      this.id = id;
      this.name = name;
    }
  }
}
