package io.thalweg.streams.kstream;

import io.thalweg.streams.kstream.internals.InnerSerdes;
import io.thalweg.streams.kstream.internals.WindowedSerializer;
import io.thalweg.streams.support.WindowedBytes;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes windowed keys: the key, then the 8-byte start of the window. Not thread-safe.
 *
 * @param <T> type of the key without the window
 */
public class TimeWindowedSerializer<T> implements WindowedSerializer<T> {
  /** Class of the inner serde (not serializer), if it is not given to the constructor. */
  public static final String WINDOWED_INNER_SERIALIZER_CLASS = "windowed.inner.serializer.class";

  private @Nullable Serializer<T> inner; // owner: the thread that uses the serializer

  /** Takes the inner serializer from the configs; for clients that make it by name. */
  public TimeWindowedSerializer() {}

  /** Takes the inner serializer as given. */
  public TimeWindowedSerializer(@Nullable Serializer<T> inner) {
    this.inner = inner;
  }

  /**
   * Takes the inner serde from {@link #WINDOWED_INNER_SERIALIZER_CLASS}.
   *
   * @throws IllegalArgumentException if there is no inner serializer, or another one already
   * @throws ConfigException if the class can not be found
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    inner = InnerSerdes.serializer(configs, WINDOWED_INNER_SERIALIZER_CLASS, inner);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Windowed<T> data) {
    return serialize(topic, new RecordHeaders(), data);
  }

  /**
   * Serializes {@code data}; null stays null.
   *
   * @throws NullPointerException if there is no inner serializer
   */
  @Override
  public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Windowed<T> data) {
    if (data == null) {
      return null;
    }
    return WindowedBytes.withStart(serializeBaseKey(topic, headers, data), data.window().start());
  }

  @Override
  public byte[] serializeBaseKey(String topic, Windowed<T> data) {
    return serializeBaseKey(topic, new RecordHeaders(), data);
  }

  @Override
  public byte[] serializeBaseKey(String topic, Headers headers, Windowed<T> data) {
    return InnerSerdes.require(inner, this).serialize(topic, headers, data.key());
  }

  @Override
  public void close() {
    if (inner != null) {
      inner.close();
    }
  }
}
