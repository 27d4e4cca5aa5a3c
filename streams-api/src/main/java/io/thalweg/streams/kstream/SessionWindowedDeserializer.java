package io.thalweg.streams.kstream;

import io.thalweg.streams.kstream.internals.InnerSerdes;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.support.WindowedBytes;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes windowed keys as {@link SessionWindowedSerializer} writes them. Not thread-safe.
 *
 * @param <T> type of the key without the window
 */
public class SessionWindowedDeserializer<T> implements Deserializer<Windowed<T>> {
  /** Class of the inner serde (not deserializer), if it is not given to the constructor. */
  public static final String WINDOWED_INNER_DESERIALIZER_CLASS =
      "windowed.inner.deserializer.class";

  private @Nullable Deserializer<T> inner; // owner: the thread that uses the deserializer

  /** Takes the inner deserializer from the configs; for clients that make it by name. */
  public SessionWindowedDeserializer() {}

  /** Takes the inner deserializer as given. */
  public SessionWindowedDeserializer(@Nullable Deserializer<T> inner) {
    this.inner = inner;
  }

  /**
   * Takes the inner serde from {@link #WINDOWED_INNER_DESERIALIZER_CLASS}.
   *
   * @throws IllegalArgumentException if there is no inner deserializer, or another one already
   * @throws ConfigException if the class can not be found
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    inner = InnerSerdes.deserializer(configs, WINDOWED_INNER_DESERIALIZER_CLASS, inner);
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
    T key = inner(topic, headers, WindowedBytes.keyBefore(data, WindowedBytes.END_AND_START));
    long end = WindowedBytes.longAt(data, data.length - WindowedBytes.END_AND_START);
    long start = WindowedBytes.longAt(data, data.length - WindowedBytes.START);
    return new Windowed<>(key, new SessionWindow(start, end));
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
