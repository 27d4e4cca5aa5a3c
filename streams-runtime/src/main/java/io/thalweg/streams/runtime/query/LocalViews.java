package io.thalweg.streams.runtime.query;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.spi.StoreProvider;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.QueryableStoreType;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.ReadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The views a query can ask for, over all or one of the local partitions. They stay valid over
 * rebalances: each call finds the partitions that are here then. Any thread.
 */
final class LocalViews implements StoreProvider {
  private final Supplier<StoreCatalog> catalog;
  private final @Nullable Integer partition;
  private final boolean stale;

  LocalViews(Supplier<StoreCatalog> catalog, @Nullable Integer partition, boolean stale) {
    this.catalog = catalog;
    this.partition = partition;
    this.stale = stale;
  }

  /** Key-value stores; those with timestamps show the plain values. */
  @Override
  public <K, V> ReadOnlyKeyValueStore<K, V> keyValue(String storeName) {
    return new KeyValueView<>(
        select(
            storeName,
            "keyValueStore",
            StoreSpec.Kind.KEY_VALUE,
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE_WITH_HEADERS),
        ReadView::keyValue);
  }

  /** Key-value stores with timestamps; those with headers leave them out. */
  @Override
  public <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue(
      String storeName) {
    return new KeyValueView<>(
        select(
            storeName,
            "timestampedKeyValueStore",
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE_WITH_HEADERS),
        ReadView::timestampedKeyValue);
  }

  /** Key-value stores with headers. */
  @Override
  public <K, V> ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>> timestampedKeyValueWithHeaders(
      String storeName) {
    return new KeyValueView<>(
        select(
            storeName,
            "timestampedKeyValueStoreWithHeaders",
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE_WITH_HEADERS),
        ReadView::timestampedKeyValueWithHeaders);
  }

  /** Window stores; those with timestamps show the plain values. */
  @Override
  public <K, V> ReadOnlyWindowStore<K, V> window(String storeName) {
    return new WindowView<>(
        select(
            storeName,
            "windowStore",
            StoreSpec.Kind.WINDOW,
            StoreSpec.Kind.TIMESTAMPED_WINDOW,
            StoreSpec.Kind.TIMESTAMPED_WINDOW_WITH_HEADERS),
        ReadView::window);
  }

  /** Window stores with timestamps; those with headers leave them out. */
  @Override
  public <K, V> ReadOnlyWindowStore<K, ValueAndTimestamp<V>> timestampedWindow(String storeName) {
    return new WindowView<>(
        select(
            storeName,
            "timestampedWindowStore",
            StoreSpec.Kind.TIMESTAMPED_WINDOW,
            StoreSpec.Kind.TIMESTAMPED_WINDOW_WITH_HEADERS),
        ReadView::timestampedWindow);
  }

  /** Session stores. */
  @Override
  public <K, V> ReadOnlySessionStore<K, V> session(String storeName) {
    return new SessionView<>(
        select(
            storeName, "sessionStore", StoreSpec.Kind.SESSION, StoreSpec.Kind.SESSION_WITH_HEADERS),
        ReadView::session);
  }

  /** Session stores with headers. */
  @Override
  public <K, V> ReadOnlySessionStore<K, AggregationWithHeaders<V>> sessionWithHeaders(
      String storeName) {
    return new SessionView<>(
        select(storeName, "sessionStoreWithHeaders", StoreSpec.Kind.SESSION_WITH_HEADERS),
        ReadView::sessionWithHeaders);
  }

  /** Window stores with headers. */
  @Override
  public <K, V> ReadOnlyWindowStore<K, ValueTimestampHeaders<V>> timestampedWindowWithHeaders(
      String storeName) {
    return new WindowView<>(
        select(
            storeName,
            "timestampedWindowStoreWithHeaders",
            StoreSpec.Kind.TIMESTAMPED_WINDOW_WITH_HEADERS),
        ReadView::timestampedWindowWithHeaders);
  }

  /**
   * The stores themselves where the user brought them.
   *
   * @throws InvalidStateStoreException if there are only stores that {@code type} does not accept
   */
  @Override
  @SuppressWarnings("unchecked") // what the type accepts is a T, as its contract says
  public <T> List<T> stores(String storeName, QueryableStoreType<T> type) {
    Selection selection = select(storeName, type.getClass().getName(), StoreSpec.Kind.values());
    List<T> stores = new ArrayList<>();
    for (LocalStore local : selection.stores()) {
      StateStore exposed = local.exposed();
      if (exposed == null || !type.accepts(exposed)) {
        throw selection.notAccepted(exposed == null ? local.kind() : exposed.getClass().getName());
      }
      stores.add((T) exposed);
    }
    return stores;
  }

  private Selection select(String storeName, String viewType, StoreSpec.Kind... accepted) {
    return new Selection(catalog, storeName, partition, stale, Set.of(accepted), viewType);
  }
}
