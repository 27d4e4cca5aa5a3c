package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.plan.StoreSpec;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** The store of a windowed table but for its serdes. */
record StoreShape(
    Windowing windowing,
    StoreChoice choice,
    MaterializedView<?, ?, ?> view,
    StoreSpec.WindowSpec sizes,
    EmitStrategy emit) {

  /**
   * Works the sizes out.
   *
   * @throws IllegalArgumentException if the retention asked for is too short
   */
  static StoreShape of(
      Windowing windowing, StoreChoice choice, MaterializedView<?, ?, ?> view, EmitStrategy emit) {
    boolean ours = view.storeSupplier() == null;
    StoreSpec.WindowSpec sizes = windowing.sizes(choice.name(), view.retention(), ours);
    return new StoreShape(windowing, choice, view, sizes, emit);
  }

  StoreDraft draft(@Nullable Serde<?> key, @Nullable Serde<?> value) {
    boolean cacheable =
        emit.type() == EmitStrategy.StrategyType.ON_WINDOW_UPDATE
            || windowing instanceof TimeWindowing;
    return choice.windowed(windowing.storeKind(), view, key, value, sizes, emit, cacheable);
  }

  /** A flow of windowed keys. */
  Flow keyed(Flow flow, @Nullable Serde<?> key) {
    return flow.withKeySerde(key == null ? null : windowing.keySerde(key));
  }
}
