package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.Grouped;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link Grouped}. */
public final class GroupedView<K, V> extends Grouped<K, V> {
  /** Copies {@code grouped}. */
  public GroupedView(Grouped<K, V> grouped) {
    super(grouped);
  }

  /** Key serde, or null. */
  public @Nullable Serde<K> keySerde() {
    return keySerde;
  }

  /** Value serde, or null. */
  public @Nullable Serde<V> valueSerde() {
    return valueSerde;
  }

  /** Name of the repartition topic, or null. */
  public @Nullable String name() {
    return name;
  }
}
