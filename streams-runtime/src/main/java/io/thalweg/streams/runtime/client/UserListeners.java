package io.thalweg.streams.runtime.client;

import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.StateRestoreListener;
import org.jspecify.annotations.Nullable;

/** The user's listeners. Set before start, read by any thread. */
final class UserListeners {
  private volatile @Nullable StateRestoreListener restore;
  private volatile @Nullable StandbyUpdateListener standby;

  void restore(@Nullable StateRestoreListener listener) {
    restore = listener;
  }

  @Nullable StateRestoreListener restore() {
    return restore;
  }

  void standby(@Nullable StandbyUpdateListener listener) {
    standby = listener;
  }

  @Nullable StandbyUpdateListener standby() {
    return standby;
  }
}
