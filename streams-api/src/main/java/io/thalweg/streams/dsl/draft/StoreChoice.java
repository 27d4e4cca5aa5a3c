package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.StoreSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Which store a table gets.
 *
 * @param name given or generated
 * @param queryable whether the user named it: then it is kept in any case and can be queried
 */
public record StoreChoice(String name, boolean queryable) {

  /** The given name, or the next one with that prefix. */
  public static StoreChoice of(Names names, MaterializedView<?, ?, ?> view, String prefix) {
    String given = view.storeName();
    return given != null
        ? new StoreChoice(given, true)
        : new StoreChoice(names.store(prefix), false);
  }

  public @Nullable String queryableName() {
    return queryable ? name : null;
  }

  /** A store of rows by key. */
  public StoreDraft keyValue(
      MaterializedView<?, ?, ?> view, @Nullable Serde<?> key, @Nullable Serde<?> value) {
    StoreSpec spec =
        new StoreSpec(
            name,
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
            StoreSpec.Engine.ROCKSDB,
            null,
            key,
            value,
            options(view, view.cachingEnabled()),
            null);
    return draft(spec, view, EmitStrategy.onWindowUpdate());
  }

  /**
   * A store of rows by key and window or session.
   *
   * @param cacheable whether Kafka Streams would put a cache before it if asked to
   */
  public StoreDraft windowed(
      StoreSpec.Kind kind,
      MaterializedView<?, ?, ?> view,
      @Nullable Serde<?> key,
      @Nullable Serde<?> value,
      StoreSpec.WindowSpec window,
      EmitStrategy emit,
      boolean cacheable) {
    StoreSpec spec =
        new StoreSpec(
            name,
            kind,
            StoreSpec.Engine.ROCKSDB,
            null,
            key,
            value,
            options(view, view.cachingEnabled() && cacheable),
            window);
    return draft(spec, view, emit);
  }

  private static StoreDraft draft(
      StoreSpec spec, MaterializedView<?, ?, ?> view, EmitStrategy emit) {
    StoreSupplier<?> supplier = view.storeSupplier();
    return supplier != null
        ? StoreDraft.fixed(StoreDraft.onSupplier(spec, supplier))
        : new StoreDraft(spec, true, view.dslStoreSuppliers(), emit);
  }

  private static StoreSpec.Options options(MaterializedView<?, ?, ?> view, boolean caching) {
    return new StoreSpec.Options(caching, view.loggingEnabled(), view.topicConfig())
        .withImmutableValues(view.immutableValues())
        .withTimeToLive(view.timeToLiveMs());
  }
}
