package io.thalweg.streams.dsl.view;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.processor.TimestampExtractor;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link Consumed}. */
public final class ConsumedView<K, V> extends Consumed<K, V> {
  /** Copies {@code consumed}. */
  public ConsumedView(Consumed<K, V> consumed) {
    super(consumed);
  }

  /** Key serde, or null. */
  public @Nullable Serde<K> keySerde() {
    return keySerde;
  }

  /** Value serde, or null. */
  public @Nullable Serde<V> valueSerde() {
    return valueSerde;
  }

  /** Timestamp extractor, or null. */
  public @Nullable TimestampExtractor timestampExtractor() {
    return timestampExtractor;
  }

  /** Where to start without committed offsets, or null. */
  public @Nullable AutoOffsetReset resetPolicy() {
    return resetPolicy;
  }

  /** Name of the source, or null. */
  public @Nullable String name() {
    return processorName;
  }
}
