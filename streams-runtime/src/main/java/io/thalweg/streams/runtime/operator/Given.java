package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.Nullable;

/**
 * Hands keys and values to user code. The API's function types, like those of Kafka Streams, do not
 * say that both may be null; they may.
 */
public final class Given {
  private Given() {}

  /** The value itself. */
  @SuppressWarnings("NullAway") // see above
  public static Object to(@Nullable Object value) {
    return value;
  }
}
