package io.thalweg.streams.kstream;

import io.thalweg.streams.kstream.internals.UnlimitedWindow;
import io.thalweg.streams.support.TimeArgs;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One window without end. Immutable. */
public final class UnlimitedWindows extends Windows<UnlimitedWindow> {
  /** Start of the window in milliseconds since the epoch. */
  public final long startMs;

  private UnlimitedWindows(long startMs) {
    this.startMs = TimeArgs.notNegative(startMs, "Window start");
  }

  /** Makes the window that starts at the epoch. */
  public static UnlimitedWindows of() {
    return new UnlimitedWindows(0);
  }

  /**
   * Returns a copy that starts at {@code start}.
   *
   * @throws IllegalArgumentException if {@code start} is null, before the epoch or does not fit in
   *     milliseconds
   */
  public UnlimitedWindows startOn(Instant start) throws IllegalArgumentException {
    return new UnlimitedWindows(TimeArgs.millis(start, "start"));
  }

  @Override
  public Map<Long, UnlimitedWindow> windowsFor(long timestamp) {
    return timestamp < startMs ? Map.of() : Map.of(startMs, new UnlimitedWindow(startMs));
  }

  /** {@link Long#MAX_VALUE}. */
  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  /** Always 0, as the window never ends. */
  @Override
  public long gracePeriodMs() {
    return NO_GRACE_PERIOD;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnlimitedWindows that && startMs == that.startMs;
  }

  @Override
  public int hashCode() {
    return Objects.hash(startMs);
  }

  @Override
  public String toString() {
    return "UnlimitedWindows{startMs=" + startMs + '}';
  }
}
