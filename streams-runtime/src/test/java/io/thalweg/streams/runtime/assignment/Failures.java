package io.thalweg.streams.runtime.assignment;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Expects errors that say what is wrong. */
final class Failures {
  private Failures() {}

  /** Expects an exception of a type, with all these parts in its message. */
  static <T extends Exception> T assertFails(Class<T> type, Executable code, String... parts) {
    T error = assertThrows(type, code);
    String message = String.valueOf(error.getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), "'" + part + "' is not in: " + message);
    }
    return error;
  }
}
