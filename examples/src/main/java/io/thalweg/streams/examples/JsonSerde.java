package io.thalweg.streams.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** JSON for records, by Jackson. */
final class JsonSerde {
  private JsonSerde() {}

  static <T> Serde<T> of(Class<T> type) {
    ObjectMapper mapper = new ObjectMapper();
    Serializer<T> serializer = (topic, value) -> write(mapper, topic, value);
    Deserializer<T> deserializer = (topic, bytes) -> read(mapper, topic, bytes, type);
    return Serdes.serdeFrom(serializer, deserializer);
  }

  @SuppressWarnings("NullAway") // a null value is a tombstone, which Kafka's interfaces do not mark
  private static <T> byte[] write(ObjectMapper mapper, String topic, T value) {
    try {
      return value == null ? null : mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SerializationException("Cannot write " + value + " as JSON for " + topic, e);
    }
  }

  @SuppressWarnings("NullAway") // as above
  private static <T> T read(ObjectMapper mapper, String topic, byte[] bytes, Class<T> type) {
    try {
      return bytes == null ? null : mapper.readValue(bytes, type);
    } catch (IOException e) {
      throw new SerializationException(
          "Expected a " + type.getSimpleName() + " in JSON in " + topic, e);
    }
  }
}
