package io.thalweg.streams.examples;

/** Something the user can act on; its message is all that is shown. */
final class ExampleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExampleException(String message) {
    super(message);
  }

  ExampleException(String message, Throwable cause) {
    super(message, cause);
  }
}
