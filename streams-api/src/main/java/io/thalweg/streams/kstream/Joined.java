package io.thalweg.streams.kstream;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * How a stream joins a table: serdes, name, and a grace period. Immutable.
 *
 * @param <K> key type
 * @param <VLeft> value type of this stream
 * @param <VRight> value type of the other side
 */
public class Joined<K, VLeft, VRight> implements NamedOperation<Joined<K, VLeft, VRight>> {
  /** Key serde; null means the default. */
  protected final @Nullable Serde<K> keySerde;

  /** Value serde of this stream; null means the default. */
  protected final @Nullable Serde<VLeft> leftValueSerde;

  /** Value serde of the other side; null means the default. */
  protected final @Nullable Serde<VRight> rightValueSerde;

  /** Name of the join; null means a generated one. */
  protected final @Nullable String name;

  /** How long records wait for older ones of the table; null means not at all. */
  protected final @Nullable Duration gracePeriod;

  private Joined(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<VLeft> leftValueSerde,
      @Nullable Serde<VRight> rightValueSerde,
      @Nullable String name,
      @Nullable Duration gracePeriod) {
    this.keySerde = keySerde;
    this.leftValueSerde = leftValueSerde;
    this.rightValueSerde = rightValueSerde;
    this.name = name;
    this.gracePeriod = gracePeriod;
  }

  /** Copies {@code joined}. */
  protected Joined(Joined<K, VLeft, VRight> joined) {
    this(
        joined.keySerde,
        joined.leftValueSerde,
        joined.rightValueSerde,
        joined.name,
        joined.gracePeriod);
  }

  /** Sets the serdes; null means the default. */
  public static <K, VLeft, VRight> Joined<K, VLeft, VRight> with(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<VLeft> leftValueSerde,
      @Nullable Serde<VRight> rightValueSerde) {
    return new Joined<>(keySerde, leftValueSerde, rightValueSerde, null, null);
  }

  /** Sets serdes and name; null means the default. */
  public static <K, VLeft, VRight> Joined<K, VLeft, VRight> with(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<VLeft> leftValueSerde,
      @Nullable Serde<VRight> rightValueSerde,
      @Nullable String name) {
    return new Joined<>(keySerde, leftValueSerde, rightValueSerde, name, null);
  }

  /** Sets serdes, name and grace period; null means the default. */
  public static <K, VLeft, VRight> Joined<K, VLeft, VRight> with(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<VLeft> leftValueSerde,
      @Nullable Serde<VRight> rightValueSerde,
      @Nullable String name,
      @Nullable Duration gracePeriod) {
    return new Joined<>(keySerde, leftValueSerde, rightValueSerde, name, gracePeriod);
  }

  /** Sets the key serde; null means the default. */
  public static <K, VLeft, VRight> Joined<K, VLeft, VRight> keySerde(@Nullable Serde<K> keySerde) {
    return new Joined<>(keySerde, null, null, null, null);
  }

  /** Sets the value serde of this stream; null means the default. */
  public static <K, VLeft, VRight> Joined<K, VLeft, VRight> valueSerde(
      @Nullable Serde<VLeft> leftValueSerde) {
    return new Joined<>(null, leftValueSerde, null, null, null);
  }

  /** Sets the value serde of the other side; null means the default. */
  public static <K, VLeft, VRight> Joined<K, VLeft, VRight> otherValueSerde(
      @Nullable Serde<VRight> rightValueSerde) {
    return new Joined<>(null, null, rightValueSerde, null, null);
  }

  /** Sets the name of the join; null means a generated one. */
  public static <K, VLeft, VRight> Joined<K, VLeft, VRight> as(@Nullable String name) {
    return new Joined<>(null, null, null, name, null);
  }

  /** Returns a copy with another key serde; null means the default. */
  public Joined<K, VLeft, VRight> withKeySerde(@Nullable Serde<K> keySerde) {
    return new Joined<>(keySerde, leftValueSerde, rightValueSerde, name, gracePeriod);
  }

  /** Returns a copy with another value serde of this stream; null means the default. */
  public Joined<K, VLeft, VRight> withValueSerde(@Nullable Serde<VLeft> leftValueSerde) {
    return new Joined<>(keySerde, leftValueSerde, rightValueSerde, name, gracePeriod);
  }

  /** Returns a copy with another value serde of the other side; null means the default. */
  public Joined<K, VLeft, VRight> withOtherValueSerde(@Nullable Serde<VRight> rightValueSerde) {
    return new Joined<>(keySerde, leftValueSerde, rightValueSerde, name, gracePeriod);
  }

  /** Returns a copy with another name; null means a generated one. */
  @Override
  public Joined<K, VLeft, VRight> withName(@Nullable String name) {
    return new Joined<>(keySerde, leftValueSerde, rightValueSerde, name, gracePeriod);
  }

  /** Returns a copy with another grace period, which needs a versioned table. */
  public Joined<K, VLeft, VRight> withGracePeriod(@Nullable Duration gracePeriod) {
    return new Joined<>(keySerde, leftValueSerde, rightValueSerde, name, gracePeriod);
  }
}
