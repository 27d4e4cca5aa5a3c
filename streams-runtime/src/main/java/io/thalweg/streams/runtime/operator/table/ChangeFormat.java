package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.stores.wire.RepartitionChange;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@link RegroupedChange}s by the values' own serializer and deserializer. */
public final class ChangeFormat {
  private ChangeFormat() {}

  /** Writes changes, which must be {@link RegroupedChange}s. */
  public static Serializer<Object> writer(Serializer<Object> values) {
    return new Writer(values);
  }

  /** Reads changes. */
  public static Deserializer<RegroupedChange> reader(Deserializer<?> values) {
    return new Reader(values);
  }

  private record Writer(Serializer<Object> values) implements Serializer<Object> {
    @Override
    public byte[] serialize(String topic, Object change) {
      throw new UnsupportedOperationException("Changes are written with headers");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Object data) {
      RegroupedChange change = (RegroupedChange) data;
      return new RepartitionChange(
              bytes(topic, headers, change.now()), bytes(topic, headers, change.old()))
          .encode();
    }

    private byte @Nullable [] bytes(String topic, Headers headers, @Nullable Object value) {
      return value == null ? null : values.serialize(topic, headers, value);
    }
  }

  private record Reader(Deserializer<?> values) implements Deserializer<RegroupedChange> {
    @Override
    public RegroupedChange deserialize(String topic, byte[] data) {
      throw new UnsupportedOperationException("Changes are read with headers");
    }

    @Override
    public RegroupedChange deserialize(String topic, Headers headers, byte[] data) {
      RepartitionChange change = RepartitionChange.decode(data);
      return new RegroupedChange(
          value(topic, headers, change.now()), value(topic, headers, change.old()));
    }

    private @Nullable Object value(String topic, Headers headers, byte @Nullable [] bytes) {
      return bytes == null ? null : values.deserialize(topic, headers, bytes);
    }
  }
}
