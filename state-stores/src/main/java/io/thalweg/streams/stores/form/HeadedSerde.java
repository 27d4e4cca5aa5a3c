package io.thalweg.streams.stores.form;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Values with headers as {@link HeaderBytes} lays them out, around a user's serde. */
public final class HeadedSerde<V> implements Serde<Headed<V>> {
  private final Serde<V> values;

  public HeadedSerde(Serde<V> values) {
    this.values = values;
  }

  @Override
  public Serializer<Headed<V>> serializer() {
    Serializer<V> inner = values.serializer();
    return new Serializer<>() {
      @Override
      public byte @Nullable [] serialize(String topic, Headed<V> data) {
        byte[] value = inner.serialize(topic, data.headers(), data.value());
        return value == null ? null : HeaderBytes.join(data.headers(), value);
      }
    };
  }

  @Override
  public Deserializer<Headed<V>> deserializer() {
    Deserializer<V> inner = values.deserializer();
    return new Deserializer<>() {
      @Override
      public Headed<V> deserialize(String topic, byte[] data) {
        Headers headers = HeaderBytes.headers(data);
        return new Headed<>(inner.deserialize(topic, headers, HeaderBytes.value(data)), headers);
      }
    };
  }
}
