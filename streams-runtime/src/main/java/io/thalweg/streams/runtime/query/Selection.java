package io.thalweg.streams.runtime.query;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.InvalidStateStorePartitionException;
import io.thalweg.streams.plan.StoreSpec;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which local partitions a query reads, found anew for each call, since tasks come and go. Any
 * thread.
 *
 * @param accepted kinds of stores that the view can show
 * @param viewType how messages name the view
 */
record Selection(
    Supplier<StoreCatalog> catalog,
    String store,
    @Nullable Integer partition,
    boolean stale,
    Set<StoreSpec.Kind> accepted,
    String viewType) {

  /**
   * The partitions to be read: at least one.
   *
   * @throws InvalidStateStoreException if there is none here, or they are of another kind
   */
  List<LocalStore> stores() {
    StoreCatalog now = catalog.get();
    List<LocalStore> found = now.stores(store, stale);
    if (found.isEmpty()) {
      throw absent(now);
    }
    StoreSpec.Kind kind = found.get(0).kind();
    boolean builtByUser = found.get(0).exposed() != null; // its view knows what it is
    if (!builtByUser && !accepted.contains(kind)) {
      throw notAccepted(kind);
    }
    return partition == null ? found : List.of(onlyPartition(found, partition));
  }

  /** What to throw if the view cannot show stores of the kind that is there. */
  InvalidStateStoreException notAccepted(Object kind) {
    return new InvalidStateStoreException(
        "Cannot get state store "
            + store
            + " because the queryable store type ["
            + viewType
            + "] does not accept the actual store type ["
            + kind
            + "].");
  }

  /** What to throw for a store that was there when the call began. */
  static InvalidStateStoreException migrated(InvalidStateStoreException cause) {
    return new InvalidStateStoreException(
        "State store is not available anymore and may have been migrated to another instance; "
            + "please re-discover its location from the state metadata.",
        cause);
  }

  private LocalStore onlyPartition(List<LocalStore> found, int wanted) {
    for (LocalStore local : found) {
      if (local.partition() == wanted) {
        return local;
      }
    }
    throw new InvalidStateStorePartitionException(
        "The specified partition "
            + wanted
            + " for store "
            + store
            + " does not exist. On this instance are "
            + found.stream().map(LocalStore::partition).sorted().toList()
            + ".");
  }

  private InvalidStateStoreException absent(StoreCatalog now) {
    List<String> notRunning = stale ? List.of() : now.notRunning();
    return new InvalidStateStoreException(
        notRunning.isEmpty()
            ? "The state store, " + store + ", may have migrated to another instance."
            : "Cannot get state store "
                + store
                + " because the stream thread is "
                + notRunning.get(0)
                + ", not RUNNING");
  }
}
