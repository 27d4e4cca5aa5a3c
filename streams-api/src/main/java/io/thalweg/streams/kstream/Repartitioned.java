package io.thalweg.streams.kstream;

import io.thalweg.streams.processor.StreamPartitioner;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is repartitioned: name, serdes, number of partitions and partitioner. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class Repartitioned<K, V> implements NamedOperation<Repartitioned<K, V>> {
  /** Name of the topic and its processors; null means a generated one. */
  protected final @Nullable String name;

  /** Key serde; null means the default. */
  protected final @Nullable Serde<K> keySerde;

  /** Value serde; null means the default. */
  protected final @Nullable Serde<V> valueSerde;

  /** Number of partitions; null means that of the sources. */
  protected final @Nullable Integer numberOfPartitions;

  /** Partitioner; null means the producer's. */
  protected final @Nullable StreamPartitioner<K, V> partitioner;

  private Repartitioned(
      @Nullable String name,
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde,
      @Nullable Integer numberOfPartitions,
      @Nullable StreamPartitioner<K, V> partitioner) {
    this.name = name;
    this.keySerde = keySerde;
    this.valueSerde = valueSerde;
    this.numberOfPartitions = numberOfPartitions;
    this.partitioner = partitioner;
  }

  /** Copies {@code repartitioned}. */
  protected Repartitioned(Repartitioned<K, V> repartitioned) {
    this(
        repartitioned.name,
        repartitioned.keySerde,
        repartitioned.valueSerde,
        repartitioned.numberOfPartitions,
        repartitioned.partitioner);
  }

  /** Sets the name; null means a generated one. */
  public static <K, V> Repartitioned<K, V> as(@Nullable String name) {
    return new Repartitioned<>(name, null, null, null, null);
  }

  /** Sets the serdes; null means the default. */
  public static <K, V> Repartitioned<K, V> with(
      @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
    return new Repartitioned<>(null, keySerde, valueSerde, null, null);
  }

  /** Sets the partitioner; null means the producer's. */
  public static <K, V> Repartitioned<K, V> streamPartitioner(
      @Nullable StreamPartitioner<K, V> partitioner) {
    return new Repartitioned<>(null, null, null, null, partitioner);
  }

  /** Sets the number of partitions. */
  public static <K, V> Repartitioned<K, V> numberOfPartitions(int numberOfPartitions) {
    return new Repartitioned<>(null, null, null, numberOfPartitions, null);
  }

  /** Returns a copy with another name; null means a generated one. */
  @Override
  public Repartitioned<K, V> withName(@Nullable String name) {
    return new Repartitioned<>(name, keySerde, valueSerde, numberOfPartitions, partitioner);
  }

  /** Returns a copy with another number of partitions. */
  public Repartitioned<K, V> withNumberOfPartitions(int numberOfPartitions) {
    return new Repartitioned<>(name, keySerde, valueSerde, numberOfPartitions, partitioner);
  }

  /** Returns a copy with another key serde; null means the default. */
  public Repartitioned<K, V> withKeySerde(@Nullable Serde<K> keySerde) {
    return new Repartitioned<>(name, keySerde, valueSerde, numberOfPartitions, partitioner);
  }

  /** Returns a copy with another value serde; null means the default. */
  public Repartitioned<K, V> withValueSerde(@Nullable Serde<V> valueSerde) {
    return new Repartitioned<>(name, keySerde, valueSerde, numberOfPartitions, partitioner);
  }

  /** Returns a copy with another partitioner; null means the producer's. */
  public Repartitioned<K, V> withStreamPartitioner(@Nullable StreamPartitioner<K, V> partitioner) {
    return new Repartitioned<>(name, keySerde, valueSerde, numberOfPartitions, partitioner);
  }
}
