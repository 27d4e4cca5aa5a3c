package io.thalweg.streams;

import io.thalweg.streams.state.QueryableStoreType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which store to read, and how. Immutable.
 *
 * @param <T> type of the store
 */
public class StoreQueryParameters<T> {
  private final String storeName;
  private final QueryableStoreType<T> queryableStoreType;
  private final @Nullable Integer partition;
  private final boolean staleStores;

  /** Makes parameters; a null {@code partition} means all. */
  protected StoreQueryParameters(
      String storeName,
      QueryableStoreType<T> queryableStoreType,
      @Nullable Integer partition,
      boolean staleStores) {
    this.storeName = storeName;
    this.queryableStoreType = queryableStoreType;
    this.partition = partition;
    this.staleStores = staleStores;
  }

  /** Reads all active partitions of a store. */
  public static <T> StoreQueryParameters<T> fromNameAndType(
      String storeName, QueryableStoreType<T> queryableStoreType) {
    return new StoreQueryParameters<>(storeName, queryableStoreType, null, false);
  }

  /** Returns a copy that reads one partition only; null means all. */
  public StoreQueryParameters<T> withPartition(@Nullable Integer partition) {
    return new StoreQueryParameters<>(storeName, queryableStoreType, partition, staleStores);
  }

  /** Returns a copy that reads standbys and restoring stores, too. */
  public StoreQueryParameters<T> enableStaleStores() {
    return new StoreQueryParameters<>(storeName, queryableStoreType, partition, true);
  }

  /** The name of the store. */
  public String storeName() {
    return storeName;
  }

  /** The type of the store. */
  public QueryableStoreType<T> queryableStoreType() {
    return queryableStoreType;
  }

  /** The partition to read, or null for all. */
  public @Nullable Integer partition() {
    return partition;
  }

  /** Whether standbys and restoring stores are read, too. */
  public boolean staleStoresEnabled() {
    return staleStores;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoreQueryParameters<?> that
        && staleStores == that.staleStores
        && Objects.equals(partition, that.partition)
        && Objects.equals(storeName, that.storeName)
        && Objects.equals(queryableStoreType, that.queryableStoreType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(partition, staleStores, storeName, queryableStoreType);
  }

  @Override
  public String toString() {
    return "StoreQueryParameters {partition="
        + partition
        + ", staleStores="
        + staleStores
        + ", storeName="
        + storeName
        + ", queryableStoreType="
        + queryableStoreType
        + '}';
  }
}
