package io.thalweg.streams.dsl;

import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** A kind of windows with its lengths: what windowed aggregations have to know of it. */
interface Windowing {
  /** Segments of stores are never shorter than this. */
  long SHORTEST_SEGMENT_MS = 60_000L;

  /** What the store offers. */
  StoreSpec.Kind storeKind();

  /** How long the store has to keep rows at least, in ms. */
  long leastRetentionMs();

  /** The length of a window in ms; 0 for sessions. */
  long sizeMs();

  /** The lengths, for whoever chose a retention that is too short. */
  String lengths();

  /** Of windowed keys. */
  Serde<?> keySerde(Serde<?> key);

  /** The operator that aggregates. */
  OperatorSpec aggregate(String store, EmitStrategy emit, Folding folding);

  /** What an aggregation starts from and how it goes on. */
  record Folding(Initializer<Object> initializer, Aggregator<Object, Object, Object> aggregator) {}

  /**
   * The sizes of the store.
   *
   * @param asked the retention asked for, if any
   * @param checked whether it has to be long enough
   * @throws IllegalArgumentException if it is not
   */
  default StoreSpec.WindowSpec sizes(String store, @Nullable Duration asked, boolean checked) {
    long retention = asked != null ? asked.toMillis() : leastRetentionMs();
    if (checked && leastRetentionMs() > retention) {
      throw new IllegalArgumentException(
          "The retention period of store "
              + store
              + " must be no smaller than "
              + lengths()
              + " ms; it is "
              + retention
              + " ms. Give Materialized.withRetention a longer one");
    }
    return new StoreSpec.WindowSpec(
        retention, sizeMs(), Math.max(retention / 2, SHORTEST_SEGMENT_MS), false);
  }
}
