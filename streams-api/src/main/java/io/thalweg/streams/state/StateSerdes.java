package io.thalweg.streams.state;

import io.thalweg.streams.errors.StreamsException;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The serdes of a store, and the topic they are told. Thread-safe if they are.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class StateSerdes<K, V> {
  /** Bytes of a timestamp. */
  public static final int TIMESTAMP_SIZE = 8;

  /** Bytes of a boolean. */
  public static final int BOOLEAN_SIZE = 1;

  private final String topic;
  private final Serde<K> keySerde;
  private final Serde<V> valueSerde;

  /**
   * Joins topic and serdes.
   *
   * @throws NullPointerException if one of them is null
   */
  public StateSerdes(String topic, Serde<K> keySerde, Serde<V> valueSerde) {
    this.topic = Objects.requireNonNull(topic, "topic must not be null");
    this.keySerde = Objects.requireNonNull(keySerde, "key serde must not be null");
    this.valueSerde = Objects.requireNonNull(valueSerde, "value serde must not be null");
  }

  /**
   * Takes Kafka's serdes.
   *
   * @throws IllegalArgumentException if Kafka has no serde for one of the types
   */
  public static <K, V> StateSerdes<K, V> withBuiltinTypes(
      String topic, Class<K> keyClass, Class<V> valueClass) {
    return new StateSerdes<>(topic, Serdes.serdeFrom(keyClass), Serdes.serdeFrom(valueClass));
  }

  /** The key serde. */
  public Serde<K> keySerde() {
    return keySerde;
  }

  /** The value serde. */
  public Serde<V> valueSerde() {
    return valueSerde;
  }

  /** The key deserializer. */
  public Deserializer<K> keyDeserializer() {
    return keySerde.deserializer();
  }

  /** The key serializer. */
  public Serializer<K> keySerializer() {
    return keySerde.serializer();
  }

  /** The value deserializer. */
  public Deserializer<V> valueDeserializer() {
    return valueSerde.deserializer();
  }

  /** The value serializer. */
  public Serializer<V> valueSerializer() {
    return valueSerde.serializer();
  }

  /** The topic. */
  public String topic() {
    return topic;
  }

  /** Deserializes a key. */
  public K keyFrom(byte[] rawKey, @Nullable Headers headers) {
    return keyDeserializer().deserialize(topic, orNone(headers), rawKey);
  }

  /** Deserializes a value. */
  public V valueFrom(byte[] rawValue, @Nullable Headers headers) {
    return valueDeserializer().deserialize(topic, orNone(headers), rawValue);
  }

  /**
   * Serializes a key.
   *
   * @throws StreamsException if the serializer is for another type
   */
  public byte[] rawKey(K key, @Nullable Headers headers) {
    return raw(keySerializer(), key, headers, "key");
  }

  /**
   * Serializes a value.
   *
   * @throws StreamsException if the serializer is for another type
   */
  public byte[] rawValue(V value, @Nullable Headers headers) {
    return raw(valueSerializer(), value, headers, "value");
  }

  private <T> byte[] raw(Serializer<T> serializer, T data, @Nullable Headers headers, String part) {
    try {
      return serializer.serialize(topic, orNone(headers), data);
    } catch (ClassCastException e) {
      throw new StreamsException(
          "The "
              + part
              + " serializer "
              + serializer.getClass().getName()
              + " of "
              + topic
              + " does not fit a "
              + part
              + " of type "
              + (data == null ? "null" : data.getClass().getName())
              + "; give the serde to the operation, or set default."
              + part
              + ".serde.",
          e);
    }
  }

  private static Headers orNone(@Nullable Headers headers) {
    return headers == null ? new RecordHeaders() : headers;
  }
}
