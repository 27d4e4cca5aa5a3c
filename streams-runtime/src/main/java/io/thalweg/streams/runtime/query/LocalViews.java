package io.thalweg.streams.runtime.query;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.ReadView;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The views a query can ask for, over all or one of the local partitions. They stay valid over
 * rebalances: each call finds the partitions that are here then. Any thread.
 */
public final class LocalViews {
  private final Supplier<StoreCatalog> catalog;
  private final @Nullable Integer partition;
  private final boolean stale;

  LocalViews(Supplier<StoreCatalog> catalog, @Nullable Integer partition, boolean stale) {
    this.catalog = catalog;
    this.partition = partition;
    this.stale = stale;
  }

  /** Key-value stores; those with timestamps show the plain values. */
  public <K, V> ReadOnlyKeyValueStore<K, V> keyValue(String storeName) {
    return new KeyValueView<>(
        select(
            storeName,
            "keyValueStore",
            StoreSpec.Kind.KEY_VALUE,
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE),
        ReadView::keyValue);
  }

  /** Key-value stores with timestamps. */
  public <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue(
      String storeName) {
    return new KeyValueView<>(
        select(storeName, "timestampedKeyValueStore", StoreSpec.Kind.TIMESTAMPED_KEY_VALUE),
        ReadView::timestampedKeyValue);
  }

  /** Window stores; those with timestamps show the plain values. */
  public <K, V> ReadOnlyWindowStore<K, V> window(String storeName) {
    return new WindowView<>(
        select(storeName, "windowStore", StoreSpec.Kind.WINDOW, StoreSpec.Kind.TIMESTAMPED_WINDOW),
        ReadView::window);
  }

  /** Window stores with timestamps. */
  public <K, V> ReadOnlyWindowStore<K, ValueAndTimestamp<V>> timestampedWindow(String storeName) {
    return new WindowView<>(
        select(storeName, "timestampedWindowStore", StoreSpec.Kind.TIMESTAMPED_WINDOW),
        ReadView::timestampedWindow);
  }

  private Selection select(String storeName, String viewType, StoreSpec.Kind... accepted) {
    return new Selection(catalog, storeName, partition, stale, Set.of(accepted), viewType);
  }
}
