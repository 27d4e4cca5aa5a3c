package io.thalweg.streams.dsl;

import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.WindowedSerdes;
import io.thalweg.streams.kstream.Windows;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import org.apache.kafka.common.serialization.Serde;

/** Tumbling, hopping and unlimited windows, and those of users. */
record TimeWindowing(Windows<?> windows) implements Windowing {
  @Override
  public StoreSpec.Kind storeKind() {
    return StoreSpec.Kind.TIMESTAMPED_WINDOW;
  }

  @Override
  public long leastRetentionMs() {
    return windows.size() + windows.gracePeriodMs();
  }

  @Override
  public long sizeMs() {
    return windows.size();
  }

  @Override
  public String lengths() {
    return "window size " + windows.size() + " plus grace " + windows.gracePeriodMs();
  }

  @Override
  public Serde<?> keySerde(Serde<?> key) {
    return new WindowedSerdes.TimeWindowedSerde<>(key, windows.size());
  }

  @Override
  public OperatorSpec aggregate(String store, EmitStrategy emit, Folding folding) {
    return new OperatorSpec.WindowAggregate(
        store, windows, emit, folding.initializer(), folding.aggregator(), false);
  }
}
