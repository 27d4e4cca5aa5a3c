package io.thalweg.streams.system;

import java.util.concurrent.TimeUnit;

/** Waiting in tests, without checked exceptions. */
final class Sleep {
  private Sleep() {}

  static void millis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
