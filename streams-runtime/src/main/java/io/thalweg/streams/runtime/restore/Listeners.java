package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.processor.StateRestoreListener;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the user's listener; what it throws is logged and changes nothing. Restore thread only. */
final class Listeners implements TaskEvents {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final Supplier<@Nullable StateRestoreListener> listener;

  Listeners(Supplier<@Nullable StateRestoreListener> listener) {
    this.listener = listener;
  }

  @Override
  public void started(StoreRestore store) {
    tell(
        store,
        to -> to.onRestoreStart(store.changelog(), store.store(), store.start(), store.end()));
  }

  @Override
  public void batch(StoreRestore store, long lastOffset, long records) {
    tell(store, to -> to.onBatchRestored(store.changelog(), store.store(), lastOffset, records));
  }

  @Override
  public void ended(StoreRestore store) {
    tell(store, to -> to.onRestoreEnd(store.changelog(), store.store(), store.restored()));
  }

  @Override
  public void suspended(StoreRestore store, boolean promoted) {
    tell(store, to -> to.onRestoreSuspended(store.changelog(), store.store(), store.restored()));
  }

  private void tell(StoreRestore store, Consumer<StateRestoreListener> call) {
    StateRestoreListener to = listener.get();
    if (to == null) {
      return;
    }
    try {
      call.accept(to);
    } catch (RuntimeException e) {
      LOG.error("The state restore listener {} failed on {}; restoring goes on", to, store, e);
    }
  }
}
