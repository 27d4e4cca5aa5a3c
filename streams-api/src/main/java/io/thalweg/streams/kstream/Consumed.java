package io.thalweg.streams.kstream;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.processor.TimestampExtractor;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * How a topic is read: serdes, timestamp extractor, offset reset policy and name. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class Consumed<K, V> implements NamedOperation<Consumed<K, V>> {
  /** Key serde; null means the default. */
  protected @Nullable Serde<K> keySerde;

  /** Value serde; null means the default. */
  protected @Nullable Serde<V> valueSerde;

  /** Timestamp extractor; null means the default. */
  protected @Nullable TimestampExtractor timestampExtractor;

  /** Where to start without committed offsets; null means what the configs say. */
  protected @Nullable AutoOffsetReset resetPolicy;

  /** Name of the source; null means a generated one. */
  protected @Nullable String processorName;

  private Consumed(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde,
      @Nullable TimestampExtractor timestampExtractor,
      @Nullable AutoOffsetReset resetPolicy,
      @Nullable String processorName) {
    this.keySerde = keySerde;
    this.valueSerde = valueSerde;
    this.timestampExtractor = timestampExtractor;
    this.resetPolicy = resetPolicy;
    this.processorName = processorName;
  }

  /** Copies {@code consumed}. */
  protected Consumed(Consumed<K, V> consumed) {
    this(
        consumed.keySerde,
        consumed.valueSerde,
        consumed.timestampExtractor,
        consumed.resetPolicy,
        consumed.processorName);
  }

  /** Sets all but the name; null means the default. */
  public static <K, V> Consumed<K, V> with(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V> valueSerde,
      @Nullable TimestampExtractor timestampExtractor,
      @Nullable AutoOffsetReset resetPolicy) {
    return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, null);
  }

  /** Sets the serdes; null means the default. */
  public static <K, V> Consumed<K, V> with(
      @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
    return new Consumed<>(keySerde, valueSerde, null, null, null);
  }

  /** Sets the timestamp extractor; null means the default. */
  public static <K, V> Consumed<K, V> with(@Nullable TimestampExtractor timestampExtractor) {
    return new Consumed<>(null, null, timestampExtractor, null, null);
  }

  /** Sets the offset reset policy; null means what the configs say. */
  public static <K, V> Consumed<K, V> with(@Nullable AutoOffsetReset resetPolicy) {
    return new Consumed<>(null, null, null, resetPolicy, null);
  }

  /** Sets the name of the source; null means a generated one. */
  public static <K, V> Consumed<K, V> as(@Nullable String processorName) {
    return new Consumed<>(null, null, null, null, processorName);
  }

  /** Returns a copy with another key serde; null means the default. */
  public Consumed<K, V> withKeySerde(@Nullable Serde<K> keySerde) {
    return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName);
  }

  /** Returns a copy with another value serde; null means the default. */
  public Consumed<K, V> withValueSerde(@Nullable Serde<V> valueSerde) {
    return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName);
  }

  /** Returns a copy with another timestamp extractor; null means the default. */
  public Consumed<K, V> withTimestampExtractor(@Nullable TimestampExtractor timestampExtractor) {
    return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName);
  }

  /** Returns a copy with another offset reset policy; null means what the configs say. */
  public Consumed<K, V> withOffsetResetPolicy(@Nullable AutoOffsetReset resetPolicy) {
    return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName);
  }

  /** Returns a copy with another name; null means a generated one. */
  @Override
  public Consumed<K, V> withName(@Nullable String processorName) {
    return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName);
  }

  /** Compares all but the name. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (other == null || getClass() != other.getClass()) {
      return false;
    }
    Consumed<?, ?> that = (Consumed<?, ?>) other;
    return Objects.equals(keySerde, that.keySerde)
        && Objects.equals(valueSerde, that.valueSerde)
        && Objects.equals(timestampExtractor, that.timestampExtractor)
        && Objects.equals(resetPolicy, that.resetPolicy);
  }

  @Override
  public int hashCode() {
    return Objects.hash(keySerde, valueSerde, timestampExtractor, resetPolicy);
  }
}
