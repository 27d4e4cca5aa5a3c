package io.thalweg.streams.serde;

import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link JsonSerde} writes; on its own for consumers, which name it in their configs.
 * Thread-safe once configured.
 *
 * @param <T> what is read
 */
public final class JsonDeserializer<T> implements Deserializer<T> {
  // [set before it is used: when made, or by configure]
  private @Nullable JsonFormat<T> format;

  /** Made by name from the configs, and told its type by {@link #configure}. */
  public JsonDeserializer() {}

  JsonDeserializer(JsonFormat<T> format) {
    this.format = format;
  }

  JsonFormat<T> format() {
    return JsonFormat.required(format);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    format = JsonFormat.configured(format, configs, isKey);
  }

  /**
   * Null for null.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if the bytes are no JSON, or not
   *     of the type
   */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    return bytes == null ? null : format().read(topic, bytes);
  }
}
