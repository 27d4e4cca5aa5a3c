package io.thalweg.streams.stores.form;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A serde with its topic, and whether objects of the type may be kept instead of bytes. */
public final class Codec<T> {
  /** Serdes of JDK types that nobody can change: what we got yesterday is what it is today. */
  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          Serdes.LongSerde.class,
          Serdes.IntegerSerde.class,
          Serdes.ShortSerde.class,
          Serdes.FloatSerde.class,
          Serdes.DoubleSerde.class,
          Serdes.StringSerde.class,
          Serdes.UUIDSerde.class,
          Serdes.BooleanSerde.class);

  private final Serializer<T> serializer;
  private final Deserializer<T> deserializer;
  private final String topic;
  private final boolean keepsObjects;
  private final boolean declared;
  private final @Nullable Packing packing;

  /** Any thread, without a lock: a guess, of use to the owner only. */
  private int typicalBytes = 64;

  private Codec(Serde<T> serde, String topic, boolean immutable) {
    serializer = serde.serializer();
    deserializer = serde.deserializer();
    this.topic = topic;
    boolean known = IMMUTABLE.contains(serde.getClass());
    keepsObjects = known || immutable;
    declared = immutable && !known;
    packing = Packing.of(serde);
  }

  /** The codec that serializes for {@code topic}. */
  @SuppressWarnings("unchecked") // the topology pairs serde and type
  public static <T> Codec<T> of(Serde<?> serde, String topic) {
    return new Codec<>((Serde<T>) serde, topic, false);
  }

  /** As {@link #of}, of a type that the user says is immutable. */
  @SuppressWarnings("unchecked") // the topology pairs serde and type
  public static <T> Codec<T> ofImmutable(Serde<?> serde, String topic) {
    return new Codec<>((Serde<T>) serde, topic, true);
  }

  /** Whether values may be kept as objects. */
  public boolean keepsObjects() {
    return keepsObjects;
  }

  /** How a value is kept in 64 bits; null if it does not fit. */
  public @Nullable Packing packing() {
    return packing;
  }

  /** The bytes of a key, which a serializer must not make null. */
  public byte[] key(T key) {
    Objects.requireNonNull(key, "key cannot be null");
    byte[] bytes = serializer.serialize(topic, key);
    return Objects.requireNonNull(bytes, () -> "the key serializer made null of key " + key);
  }

  public byte @Nullable [] serialize(T value) {
    byte[] bytes = serializer.serialize(topic, value);
    if (declared && bytes != null) {
      learn(bytes.length);
    }
    return bytes;
  }

  public T deserialize(byte[] bytes) {
    if (declared) {
      learn(bytes.length);
    }
    return deserializer.deserialize(topic, bytes);
  }

  private void learn(int length) {
    typicalBytes += (length - typicalBytes) / 4;
  }

  /** About how many bytes an object that is kept takes on the heap. */
  public int heapSize(Object value) {
    if (declared) {
      return 48 + 2 * typicalBytes; // fields, references and headers beside what is serialized
    }
    if (value instanceof String string) {
      return 48 + string.length();
    }
    return value instanceof UUID ? 32 : 24;
  }
}
