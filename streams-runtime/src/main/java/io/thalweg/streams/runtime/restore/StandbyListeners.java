package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.StandbyUpdateListener.SuspendReason;
import io.thalweg.streams.processor.TaskId;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the user's listener of standbys; what it throws is logged and changes nothing. Restore
 * thread only.
 */
record StandbyListeners(Supplier<@Nullable StandbyUpdateListener> listener, TaskId task)
    implements TaskEvents {
  private static final Logger LOG = LoggerFactory.getLogger(StandbyListeners.class);

  @Override
  public void started(StoreRestore store) {
    tell(store, to -> to.onUpdateStart(store.changelog(), store.store(), store.start()));
  }

  @Override
  public void batch(StoreRestore store, long lastOffset, long records) {
    tell(
        store,
        to ->
            to.onBatchLoaded(
                store.changelog(), store.store(), task, lastOffset, records, store.logEnd()));
  }

  @Override
  public void ended(StoreRestore store) {
    // it is followed from now on: nothing to tell
  }

  @Override
  public void suspended(StoreRestore store, boolean promoted) {
    SuspendReason reason = promoted ? SuspendReason.PROMOTED : SuspendReason.MIGRATED;
    tell(
        store,
        to ->
            to.onUpdateSuspended(
                store.changelog(), store.store(), store.position(), store.logEnd(), reason));
  }

  private void tell(StoreRestore store, Consumer<StandbyUpdateListener> call) {
    StandbyUpdateListener to = listener.get();
    if (to == null) {
      return;
    }
    try {
      call.accept(to);
    } catch (RuntimeException e) {
      LOG.error("The standby update listener {} failed on {}; updating goes on", to, store, e);
    }
  }
}
