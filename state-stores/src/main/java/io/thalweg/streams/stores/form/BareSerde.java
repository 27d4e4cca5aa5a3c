package io.thalweg.streams.stores.form;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The values alone of what {@link HeadedSerde} reads and writes; written without headers. */
public final class BareSerde<V> implements Serde<V> {
  private final Serde<V> values;

  public BareSerde(Serde<V> values) {
    this.values = values;
  }

  @Override
  public Serializer<V> serializer() {
    Serializer<V> inner = values.serializer();
    return new Serializer<>() {
      @Override
      public byte @Nullable [] serialize(String topic, V data) {
        byte[] value = inner.serialize(topic, data);
        return value == null ? null : HeaderBytes.bare(value);
      }
    };
  }

  @Override
  public Deserializer<V> deserializer() {
    Deserializer<V> inner = values.deserializer();
    return new Deserializer<>() {
      @Override
      public V deserialize(String topic, byte[] data) {
        return inner.deserialize(topic, HeaderBytes.headers(data), HeaderBytes.value(data));
      }
    };
  }
}
