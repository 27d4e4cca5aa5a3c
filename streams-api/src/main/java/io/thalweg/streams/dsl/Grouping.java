package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Repartitions;
import io.thalweg.streams.dsl.draft.StoreChoice;
import org.jspecify.annotations.Nullable;

/**
 * A grouped stream as its aggregations see it: where its records come from, and through which
 * repartition topic. Shared by a grouped stream and what is windowed from it.
 */
final class Grouping {
  private final Draft draft;
  private final Flow flow;
  private final @Nullable String name;
  private @Nullable Flow repartitioned;

  /**
   * A grouping of {@code flow}.
   *
   * @param name the name given to the grouping: of its repartition topic, then one for all
   */
  Grouping(Draft draft, Flow flow, @Nullable String name) {
    this.draft = draft;
    this.flow = flow;
    this.name = name;
  }

  Draft draft() {
    return draft;
  }

  Flow flow() {
    return flow;
  }

  /** The name given to the grouping, if any. */
  @Nullable String name() {
    return name;
  }

  /** What an aggregation into that store reads: the stream itself unless its key has changed. */
  Flow input(StoreChoice store) {
    if (!flow.rekeyed()) {
      return flow;
    }
    if (name == null) {
      return Repartitions.add(draft, flow, store.name(), Repartitions.Wish.none(store.queryable()));
    }
    Flow known = repartitioned;
    if (known != null) {
      Repartitions.burnIndices(draft.names());
      return known;
    }
    Flow read = Repartitions.add(draft, flow, name, Repartitions.Wish.none(true));
    repartitioned = read;
    return read;
  }
}
