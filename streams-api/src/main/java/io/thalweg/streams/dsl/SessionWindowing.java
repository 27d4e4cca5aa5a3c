package io.thalweg.streams.dsl;

import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Merger;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.WindowedSerdes;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import org.apache.kafka.common.serialization.Serde;

/** Sessions, and how the aggregates of two become one. */
record SessionWindowing(SessionWindows windows, Merger<Object, Object> merger)
    implements Windowing {
  @Override
  public StoreSpec.Kind storeKind() {
    return StoreSpec.Kind.SESSION;
  }

  @Override
  public long leastRetentionMs() {
    return windows.inactivityGap() + windows.gracePeriodMs();
  }

  @Override
  public long sizeMs() {
    return 0;
  }

  @Override
  public String lengths() {
    return "inactivity gap " + windows.inactivityGap() + " plus grace " + windows.gracePeriodMs();
  }

  @Override
  public Serde<?> keySerde(Serde<?> key) {
    return new WindowedSerdes.SessionWindowedSerde<>(key);
  }

  @Override
  public OperatorSpec aggregate(String store, EmitStrategy emit, Folding folding) {
    return new OperatorSpec.SessionAggregate(
        store,
        windows,
        emit,
        new OperatorSpec.SessionAggregate.Merging(
            folding.initializer(), folding.aggregator(), merger),
        false);
  }
}
