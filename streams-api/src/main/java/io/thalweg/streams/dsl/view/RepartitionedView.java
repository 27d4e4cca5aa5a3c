package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.processor.StreamPartitioner;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link Repartitioned}. */
public final class RepartitionedView<K, V> extends Repartitioned<K, V> {
  /** Copies {@code repartitioned}. */
  public RepartitionedView(Repartitioned<K, V> repartitioned) {
    super(repartitioned);
  }

  /** Name, or null. */
  public @Nullable String name() {
    return name;
  }

  /** Key serde, or null. */
  public @Nullable Serde<K> keySerde() {
    return keySerde;
  }

  /** Value serde, or null. */
  public @Nullable Serde<V> valueSerde() {
    return valueSerde;
  }

  /** Number of partitions, or null. */
  public @Nullable Integer numberOfPartitions() {
    return numberOfPartitions;
  }

  /** Partitioner, or null. */
  public @Nullable StreamPartitioner<K, V> partitioner() {
    return partitioner;
  }
}
