package io.thalweg.streams.kstream;

import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * How records are grouped: name of the repartition topic and its serdes. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class Grouped<K, V> implements NamedOperation<Grouped<K, V>> {
  /** Key serde; null means the default. */
  protected final @Nullable Serde<K> keySerde;

  /** Value serde; null means the default. */
  protected final @Nullable Serde<V> valueSerde;

  /** Name of the repartition topic, if one is needed; null means a generated one. */
  protected final @Nullable String name;

  private Grouped(
      @Nullable String name, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
    this.name = name;
    this.keySerde = keySerde;
    this.valueSerde = valueSerde;
  }

  /** Copies {@code grouped}. */
  protected Grouped(Grouped<K, V> grouped) {
    this(grouped.name, grouped.keySerde, grouped.valueSerde);
  }

  /** Sets the name; null means a generated one. */
  public static <K, V> Grouped<K, V> as(@Nullable String name) {
    return new Grouped<>(name, null, null);
  }

  /** Sets the key serde; null means the default. */
  public static <K, V> Grouped<K, V> keySerde(@Nullable Serde<K> keySerde) {
    return new Grouped<>(null, keySerde, null);
  }

  /** Sets the value serde; null means the default. */
  public static <K, V> Grouped<K, V> valueSerde(@Nullable Serde<V> valueSerde) {
    return new Grouped<>(null, null, valueSerde);
  }

  /** Sets name and serdes; null means the default. */
  public static <K, V> Grouped<K, V> with(
      @Nullable String name, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
    return new Grouped<>(name, keySerde, valueSerde);
  }

  /** Sets the serdes; null means the default. */
  public static <K, V> Grouped<K, V> with(
      @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
    return new Grouped<>(null, keySerde, valueSerde);
  }

  /** Returns a copy with another name; null means a generated one. */
  @Override
  public Grouped<K, V> withName(@Nullable String name) {
    return new Grouped<>(name, keySerde, valueSerde);
  }

  /** Returns a copy with another key serde; null means the default. */
  public Grouped<K, V> withKeySerde(@Nullable Serde<K> keySerde) {
    return new Grouped<>(name, keySerde, valueSerde);
  }

  /** Returns a copy with another value serde; null means the default. */
  public Grouped<K, V> withValueSerde(@Nullable Serde<V> valueSerde) {
    return new Grouped<>(name, keySerde, valueSerde);
  }
}
