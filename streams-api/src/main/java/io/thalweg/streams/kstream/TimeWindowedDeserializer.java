package io.thalweg.streams.kstream;

import io.thalweg.streams.kstream.internals.InnerSerdes;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.support.WindowedBytes;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes windowed keys as {@link TimeWindowedSerializer} writes them. Not thread-safe.
 *
 * @param <T> type of the key without the window
 */
public class TimeWindowedDeserializer<T> implements Deserializer<Windowed<T>> {
  /** Size of the windows in milliseconds, if it is not given to the constructor. */
  public static final String WINDOW_SIZE_MS_CONFIG = "window.size.ms";

  /** Class of the inner serde (not deserializer), if it is not given to the constructor. */
  public static final String WINDOWED_INNER_DESERIALIZER_CLASS =
      "windowed.inner.deserializer.class";

  private @Nullable Deserializer<T> inner; // owner: the thread that uses the deserializer

  private @Nullable Long windowSize; // owner: the thread that uses the deserializer
  private boolean isChangelogTopic; // owner: the thread that uses the deserializer

  /** Takes the inner deserializer from the configs; for clients that make it by name. */
  public TimeWindowedDeserializer() {}

  /** Takes inner deserializer and window size in milliseconds as given. */
  public TimeWindowedDeserializer(@Nullable Deserializer<T> inner, @Nullable Long windowSize) {
    this.inner = inner;
    this.windowSize = windowSize;
  }

  /**
   * Takes the inner serde from {@link #WINDOWED_INNER_DESERIALIZER_CLASS} and the window size from
   * {@link #WINDOW_SIZE_MS_CONFIG}.
   *
   * @throws IllegalArgumentException if one of the two is missing or given otherwise already
   * @throws ConfigException if the class can not be found
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    windowSize = sizeOf(configs.get(WINDOW_SIZE_MS_CONFIG));
    inner = InnerSerdes.deserializer(configs, WINDOWED_INNER_DESERIALIZER_CLASS, inner);
  }

  private Long sizeOf(@Nullable Object value) {
    Long configured = value == null ? null : Long.valueOf(value.toString());
    Long size = configured == null ? windowSize : configured;
    if (size == null || (configured != null && windowSize != null)) {
      throw new IllegalArgumentException(
          "The window size must be given either to the constructor, where it is "
              + windowSize
              + ", or by the config "
              + WINDOW_SIZE_MS_CONFIG
              + ", where it is "
              + configured
              + ".");
    }
    return size;
  }

  /** The size of the windows in milliseconds, or null if it is not known. */
  public @Nullable Long getWindowSize() {
    return windowSize;
  }

  /** Says whether the keys are those of a changelog, which have a 4-byte sequence at the end. */
  public void setIsChangelogTopic(boolean isChangelogTopic) {
    this.isChangelogTopic = isChangelogTopic;
  }

  @Override
  public @Nullable Windowed<T> deserialize(String topic, byte @Nullable [] data) {
    return deserialize(topic, new RecordHeaders(), data);
  }

  /**
   * Deserializes {@code data}; null or empty is null.
   *
   * @throws NullPointerException if there is no inner deserializer
   * @throws SerializationException if {@code data} is too short
   */
  @Override
  public @Nullable Windowed<T> deserialize(String topic, Headers headers, byte @Nullable [] data) {
    if (data == null || data.length == 0) {
      return null;
    }
    int suffix = WindowedBytes.START + (isChangelogTopic ? WindowedBytes.SEQUENCE : 0);
    T key = inner(topic, headers, WindowedBytes.keyBefore(data, suffix));
    long start = WindowedBytes.longAt(data, data.length - suffix);
    long size = Objects.requireNonNull(windowSize, "The window size is not known.");
    return new Windowed<>(key, new TimeWindow(start, endOf(start, size)));
  }

  /** The end of a window that would end after the end of time is the end of time. */
  private static long endOf(long start, long size) {
    return start > Long.MAX_VALUE - size ? Long.MAX_VALUE : start + size;
  }

  private T inner(String topic, Headers headers, byte[] key) {
    return InnerSerdes.require(inner, this).deserialize(topic, headers, key);
  }

  @Override
  public void close() {
    if (inner != null) {
      inner.close();
    }
  }
}
