package io.thalweg.streams.stores.user;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.stores.engine.Lease;
import org.jspecify.annotations.Nullable;

/**
 * One object that the user's supplier or builder made, and what stands around it. A store that has
 * to be rebuilt gets a new one.
 *
 * @param traffic null if the user's own builder made it: then nothing stands between it and those
 *     who use it
 */
record Incarnation(
    StateStore store,
    UserStoreContext context,
    @Nullable Traffic traffic,
    @Nullable OwnerAccess owner,
    Lease lease) {

  void close() {
    if (owner != null) {
      owner.close();
    }
    lease.shut();
    store.close();
  }
}
