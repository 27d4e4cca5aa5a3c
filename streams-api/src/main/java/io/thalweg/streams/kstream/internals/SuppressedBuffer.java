package io.thalweg.streams.kstream.internals;

import io.thalweg.streams.kstream.Suppressed.BufferConfig;
import io.thalweg.streams.kstream.Suppressed.EagerBufferConfig;
import io.thalweg.streams.kstream.Suppressed.StrictBufferConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the implementation reads of a suppression buffer: bounds and changelog.
 *
 * @param <BC> the kind of buffer itself
 */
public sealed interface SuppressedBuffer<BC extends BufferConfig<BC>> extends BufferConfig<BC> {
  /** Bounds of the buffer; {@link Long#MAX_VALUE} means none. */
  record Limits(long maxRecords, long maxBytes) {
    /** No bounds. */
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** The bounds. */
  Limits limits();

  /** Topic configs of the changelog, or null if it is off. */
  @Nullable Map<String, String> logConfig();

  /** Makes the same kind of buffer from other values. */
  BC with(Limits limits, @Nullable Map<String, String> logConfig);

  @Override
  default BC withMaxRecords(long recordLimit) {
    return with(new Limits(recordLimit, limits().maxBytes()), logConfig());
  }

  @Override
  default BC withMaxBytes(long byteLimit) {
    return with(new Limits(limits().maxRecords(), byteLimit), logConfig());
  }

  @Override
  default StrictBufferConfig withNoBound() {
    return new Strict(Limits.NONE, logConfig());
  }

  @Override
  default StrictBufferConfig shutDownWhenFull() {
    return new Strict(limits(), logConfig());
  }

  @Override
  default EagerBufferConfig emitEarlyWhenFull() {
    return new Eager(limits(), logConfig());
  }

  @Override
  default BC withLoggingDisabled() {
    return with(limits(), null);
  }

  @Override
  default BC withLoggingEnabled(@Nullable Map<String, String> config) {
    return with(limits(), config == null ? Map.of() : config);
  }

  /** Emits early when full. */
  record Eager(Limits limits, @Nullable Map<String, String> logConfig)
      implements SuppressedBuffer<EagerBufferConfig>, EagerBufferConfig {
    @Override
    public EagerBufferConfig with(Limits limits, @Nullable Map<String, String> logConfig) {
      return new Eager(limits, logConfig);
    }
  }

  /** Stops when full. */
  record Strict(Limits limits, @Nullable Map<String, String> logConfig)
      implements SuppressedBuffer<StrictBufferConfig>, StrictBufferConfig {
    @Override
    public StrictBufferConfig with(Limits limits, @Nullable Map<String, String> logConfig) {
      return new Strict(limits, logConfig);
    }
  }
}
