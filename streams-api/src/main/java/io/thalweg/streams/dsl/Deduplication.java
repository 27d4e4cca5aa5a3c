package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Repartitions;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.support.TimeArgs;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Appends {@code deduplicate}. Ids are kept in buckets as wide as the window: of the records of one
 * id that are passed on, at most one falls into each.
 */
final class Deduplication {
  private static final String PREFIX = "KSTREAM-DEDUPLICATE-";

  /**
   * A record that is as late as the window is wide may meet ids up to a window older, and buckets
   * begin up to a window before what is in them.
   */
  private static final int BUCKETS_KEPT = 3;

  private Deduplication() {}

  /** The flow of first records below {@code flow}. */
  static Flow append(
      Draft draft,
      Flow flow,
      KeyValueMapper<Object, Object, Object> id,
      Duration window,
      @Nullable String name,
      MaterializedView<?, ?, ?> view) {
    StoreSpec.WindowSpec sizes = sizes(window, view);
    StoreChoice choice = StoreChoice.of(draft.names(), view, PREFIX);
    String node = draft.names().node(name, PREFIX);
    Flow input = flow;
    if (flow.rekeyed()) {
      input =
          Repartitions.add(draft, flow, choice.name(), Repartitions.Wish.none(choice.queryable()));
    }
    StoreDraft store =
        choice
            .windowed(
                StoreSpec.Kind.TIMESTAMPED_WINDOW,
                view,
                view.keySerde(),
                Serdes.Long(),
                sizes,
                EmitStrategy.onWindowUpdate(),
                true)
            .withoutCaching();
    OperatorSpec spec = new OperatorSpec.Deduplicate(choice.name(), id, sizes.windowSizeMs());
    draft.add(new Step.Operator(node, spec, List.of(input.node()), List.of(store), List.of()));
    return input.at(node);
  }

  private static StoreSpec.WindowSpec sizes(Duration window, MaterializedView<?, ?, ?> view) {
    long windowMs = TimeArgs.millis(window, "window");
    if (windowMs < 1 || windowMs > Long.MAX_VALUE / BUCKETS_KEPT) {
      throw new IllegalArgumentException(
          "The window of deduplicate must be at least one millisecond, and "
              + BUCKETS_KEPT
              + " times as much must fit in a long: "
              + window);
    }
    long needed = BUCKETS_KEPT * windowMs;
    Duration asked = view.retention();
    long retention = asked == null ? needed : asked.toMillis();
    if (retention < needed) {
      throw new IllegalArgumentException(
          "The retention of deduplicate must be at least "
              + BUCKETS_KEPT
              + " times its window of "
              + windowMs
              + " ms, but is "
              + retention
              + " ms");
    }
    return new StoreSpec.WindowSpec(retention, windowMs, Math.max(retention / 2, 60_000), false);
  }
}
