package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.Joined;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link Joined}. */
public final class JoinedView<K, VLeft, VRight> extends Joined<K, VLeft, VRight> {
  /** Copies {@code joined}. */
  public JoinedView(Joined<K, VLeft, VRight> joined) {
    super(joined);
  }

  /** Key serde, or null. */
  public @Nullable Serde<K> keySerde() {
    return keySerde;
  }

  /** Value serde of this stream, or null. */
  public @Nullable Serde<VLeft> leftValueSerde() {
    return leftValueSerde;
  }

  /** Value serde of the other side, or null. */
  public @Nullable Serde<VRight> rightValueSerde() {
    return rightValueSerde;
  }

  /** Grace period, or null. */
  public @Nullable Duration gracePeriod() {
    return gracePeriod;
  }

  /** Name of the join, or null. */
  public @Nullable String name() {
    return name;
  }
}
