package io.thalweg.streams.dsl;

import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.WindowedSerdes;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import org.apache.kafka.common.serialization.Serde;

/** Sliding windows. A late record makes a window of what is in those twice their length back. */
record SlidingWindowing(SlidingWindows windows) implements Windowing {
  @Override
  public StoreSpec.Kind storeKind() {
    return StoreSpec.Kind.TIMESTAMPED_WINDOW;
  }

  @Override
  public long leastRetentionMs() {
    return 2 * windows.timeDifferenceMs() + windows.gracePeriodMs();
  }

  @Override
  public long sizeMs() {
    return windows.timeDifferenceMs();
  }

  @Override
  public String lengths() {
    return "2 * time difference "
        + windows.timeDifferenceMs()
        + " plus grace "
        + windows.gracePeriodMs();
  }

  @Override
  public Serde<?> keySerde(Serde<?> key) {
    return new WindowedSerdes.TimeWindowedSerde<>(key, windows.timeDifferenceMs());
  }

  @Override
  public OperatorSpec aggregate(String store, EmitStrategy emit, Folding folding) {
    return new OperatorSpec.SlidingAggregate(
        store, windows, emit, folding.initializer(), folding.aggregator(), false);
  }
}
