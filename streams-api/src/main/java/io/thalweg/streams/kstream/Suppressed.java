package io.thalweg.streams.kstream;

import io.thalweg.streams.kstream.internals.SuppressedBuffer;
import io.thalweg.streams.kstream.internals.SuppressedSpec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which updates of a table are held back, and for how long. Immutable.
 *
 * @param <K> key type
 */
public interface Suppressed<K> extends NamedOperation<Suppressed<K>> {
  /**
   * Emits only the final result of each window, when it closes.
   *
   * @param bufferConfig must stop, not emit early, when full
   */
  static Suppressed<Windowed<?>> untilWindowCloses(StrictBufferConfig bufferConfig) {
    return new SuppressedSpec<>(null, null, bufferConfig);
  }

  /**
   * Emits the last update of a key when {@code timeToWaitForMoreEvents} of stream time has passed
   * since the first one held back.
   *
   * @param timeToWaitForMoreEvents null means without limit
   * @param bufferConfig null means unbounded
   */
  static <K> Suppressed<K> untilTimeLimit(
      @Nullable Duration timeToWaitForMoreEvents, @Nullable BufferConfig<?> bufferConfig) {
    return new SuppressedSpec<>(
        null,
        timeToWaitForMoreEvents == null
            ? Duration.ofMillis(Long.MAX_VALUE)
            : timeToWaitForMoreEvents,
        bufferConfig == null ? BufferConfig.unbounded() : bufferConfig);
  }

  /** Returns a copy with another name of processor and buffer; null means a generated one. */
  @Override
  Suppressed<K> withName(@Nullable String name);

  /** A buffer that stops the application when it is full. */
  interface StrictBufferConfig extends BufferConfig<StrictBufferConfig> {}

  /** A buffer that emits its oldest updates when it is full. */
  interface EagerBufferConfig extends BufferConfig<EagerBufferConfig> {}

  /**
   * Bounds of the buffer, and what happens there. Immutable.
   *
   * @param <BC> the kind of buffer itself
   */
  interface BufferConfig<BC extends BufferConfig<BC>> {
    /** Makes a buffer for at most {@code recordLimit} keys. */
    static EagerBufferConfig maxRecords(long recordLimit) {
      return new SuppressedBuffer.Eager(
          new SuppressedBuffer.Limits(recordLimit, Long.MAX_VALUE), Map.of());
    }

    /** Makes a buffer for at most {@code byteLimit} bytes. */
    static EagerBufferConfig maxBytes(long byteLimit) {
      return new SuppressedBuffer.Eager(
          new SuppressedBuffer.Limits(Long.MAX_VALUE, byteLimit), Map.of());
    }

    /** Makes a buffer without bounds. */
    static StrictBufferConfig unbounded() {
      return new SuppressedBuffer.Strict(SuppressedBuffer.Limits.NONE, Map.of());
    }

    /** Returns a copy for at most {@code recordLimit} keys. */
    BC withMaxRecords(long recordLimit);

    /** Returns a copy for at most {@code byteLimit} bytes. */
    BC withMaxBytes(long byteLimit);

    /** Returns a copy without bounds. */
    StrictBufferConfig withNoBound();

    /** Returns a copy that stops the application when it is full. */
    StrictBufferConfig shutDownWhenFull();

    /** Returns a copy that emits its oldest updates when it is full. */
    EagerBufferConfig emitEarlyWhenFull();

    /** Returns a copy without changelog: contents that are lost can not be restored. */
    BC withLoggingDisabled();

    /** Returns a copy with a changelog, whose topic configs {@code config} overrides. */
    BC withLoggingEnabled(@Nullable Map<String, String> config);
  }
}
