package io.thalweg.streams.kstream;

import io.thalweg.streams.processor.StreamPartitioner;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * How a topic is written: serdes, partitioner and name. Its {@code with} methods change it in
 * place.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class Produced<K, V> implements NamedOperation<Produced<K, V>> {
  /** Key serde; null means the default. */
  protected @Nullable Serde<K> keySerde;

  /** Value serde; null means the default. */
  protected @Nullable Serde<V> valueSerde;

  /** Partitioner; null means the producer's. */
  protected @Nullable StreamPartitioner<? super K, ? super V> partitioner;

  /** Name of the sink; null means a generated one. */
  protected @Nullable String processorName;

  private Produced(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde,
      @Nullable StreamPartitioner<? super K, ? super V> partitioner,
      @Nullable String processorName) {
    this.keySerde = keySerde;
    this.valueSerde = valueSerde;
    this.partitioner = partitioner;
    this.processorName = processorName;
  }

  /** Copies {@code produced}. */
  protected Produced(Produced<K, V> produced) {
    this(produced.keySerde, produced.valueSerde, produced.partitioner, produced.processorName);
  }

  /** Sets the serdes; null means the default. */
  public static <K, V> Produced<K, V> with(
      @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
    return new Produced<>(keySerde, valueSerde, null, null);
  }

  /** Sets serdes and partitioner; null means the default. */
  public static <K, V> Produced<K, V> with(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde,
      @Nullable StreamPartitioner<? super K, ? super V> partitioner) {
    return new Produced<>(keySerde, valueSerde, partitioner, null);
  }

  /** Sets the name of the sink; null means a generated one. */
  public static <K, V> Produced<K, V> as(@Nullable String processorName) {
    return new Produced<>(null, null, null, processorName);
  }

  /** Sets the key serde; null means the default. */
  public static <K, V> Produced<K, V> keySerde(@Nullable Serde<K> keySerde) {
    return new Produced<>(keySerde, null, null, null);
  }

  /** Sets the value serde; null means the default. */
  public static <K, V> Produced<K, V> valueSerde(@Nullable Serde<V> valueSerde) {
    return new Produced<>(null, valueSerde, null, null);
  }

  /** Sets the partitioner; null means the producer's. */
  public static <K, V> Produced<K, V> streamPartitioner(
      @Nullable StreamPartitioner<? super K, ? super V> partitioner) {
    return new Produced<>(null, null, partitioner, null);
  }

  /** Sets the partitioner; null means the producer's. */
  public Produced<K, V> withStreamPartitioner(
      @Nullable StreamPartitioner<? super K, ? super V> partitioner) {
    this.partitioner = partitioner;
    return this;
  }

  /** Sets the value serde; null means the default. */
  public Produced<K, V> withValueSerde(@Nullable Serde<V> valueSerde) {
    this.valueSerde = valueSerde;
    return this;
  }

  /** Sets the key serde; null means the default. */
  public Produced<K, V> withKeySerde(@Nullable Serde<K> keySerde) {
    this.keySerde = keySerde;
    return this;
  }

  /** Sets the name of the sink; null means a generated one. */
  @Override
  public Produced<K, V> withName(@Nullable String name) {
    processorName = name;
    return this;
  }

  /** Compares all but the name. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (other == null || getClass() != other.getClass()) {
      return false;
    }
    Produced<?, ?> that = (Produced<?, ?>) other;
    return Objects.equals(keySerde, that.keySerde)
        && Objects.equals(valueSerde, that.valueSerde)
        && Objects.equals(partitioner, that.partitioner);
  }

  @Override
  public int hashCode() {
    return Objects.hash(keySerde, valueSerde, partitioner);
  }
}
