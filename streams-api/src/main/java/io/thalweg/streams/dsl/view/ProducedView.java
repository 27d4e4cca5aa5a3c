package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.processor.StreamPartitioner;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link Produced}. */
public final class ProducedView<K, V> extends Produced<K, V> {
  /** Copies {@code produced}. */
  public ProducedView(Produced<K, V> produced) {
    super(produced);
  }

  /** Key serde, or null. */
  public @Nullable Serde<K> keySerde() {
    return keySerde;
  }

  /** Value serde, or null. */
  public @Nullable Serde<V> valueSerde() {
    return valueSerde;
  }

  /** Partitioner, or null. */
  public @Nullable StreamPartitioner<? super K, ? super V> partitioner() {
    return partitioner;
  }

  /** Name of the sink, or null. */
  public @Nullable String name() {
    return processorName;
  }
}
