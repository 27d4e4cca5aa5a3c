package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.DslStoreSuppliers;
import io.thalweg.streams.state.StoreSupplier;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link Materialized}. */
public final class MaterializedView<K, V, S extends StateStore> extends Materialized<K, V, S> {
  /** Copies {@code materialized}. */
  public MaterializedView(Materialized<K, V, S> materialized) {
    super(materialized);
  }

  /** Supplier of the store, or null. */
  public @Nullable StoreSupplier<S> storeSupplier() {
    return storeSupplier;
  }

  /** Name of the store, or null; that of the supplier, if there is one. */
  public @Nullable String storeName() {
    return storeSupplier == null ? storeName : storeSupplier.name();
  }

  /** Key serde, or null. */
  public @Nullable Serde<K> keySerde() {
    return keySerde;
  }

  /** Value serde, or null. */
  public @Nullable Serde<V> valueSerde() {
    return valueSerde;
  }

  /** Whether the changelog is on. */
  public boolean loggingEnabled() {
    return loggingEnabled;
  }

  /** Whether the cache is on. */
  public boolean cachingEnabled() {
    return cachingEnabled;
  }

  /** Topic configs of the changelog. */
  public Map<String, String> topicConfig() {
    return topicConfig;
  }

  /** How long windows are kept, or null. */
  public @Nullable Duration retention() {
    return retention;
  }

  /** Whether nobody changes a value once it is made. */
  public boolean immutableValues() {
    return immutableValues;
  }

  /** How long a row lives without an update, in ms of stream time; 0 for ever. */
  public long timeToLiveMs() {
    return timeToLive == null ? 0 : timeToLive.toMillis();
  }

  /** Kind of built-in store, or null. */
  public @Nullable DslStoreSuppliers dslStoreSuppliers() {
    return dslStoreSuppliers;
  }
}
