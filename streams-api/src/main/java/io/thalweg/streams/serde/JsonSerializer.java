package io.thalweg.streams.serde;

import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link JsonSerde} reads; on its own for producers, which name it in their configs.
 * Thread-safe once configured.
 *
 * @param <T> what is written
 */
public final class JsonSerializer<T> implements Serializer<T> {
  // [set before it is used: when made, or by configure]
  private @Nullable JsonFormat<T> format;

  /** Made by name from the configs, and told its type by {@link #configure}. */
  public JsonSerializer() {}

  JsonSerializer(JsonFormat<T> format) {
    this.format = format;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    format = JsonFormat.configured(format, configs, isKey);
  }

  /**
   * Null for null.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if it can not be written
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    return value == null ? null : JsonFormat.required(format).write(topic, value);
  }
}
