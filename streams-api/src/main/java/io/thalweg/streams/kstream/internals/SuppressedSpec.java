package io.thalweg.streams.kstream.internals;

import io.thalweg.streams.kstream.Suppressed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the implementation reads of a {@link Suppressed}.
 *
 * @param name name of processor and buffer; null means a generated one
 * @param waitFor how long to wait in stream time; null means until the window closes
 * @param buffer the buffer
 * @param <K> key type
 */
public record SuppressedSpec<K>(
    @Nullable String name, @Nullable Duration waitFor, Suppressed.BufferConfig<?> buffer)
    implements Suppressed<K> {
  /** Whether only final results of windows are emitted. */
  public boolean untilWindowCloses() {
    return waitFor == null;
  }

  @Override
  public Suppressed<K> withName(@Nullable String newName) {
    return new SuppressedSpec<>(newName, waitFor, buffer);
  }
}
