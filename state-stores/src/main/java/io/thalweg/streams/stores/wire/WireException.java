package io.thalweg.streams.stores.wire;

/** Bytes are not what their format says. The catcher adds where they came from. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }
}
