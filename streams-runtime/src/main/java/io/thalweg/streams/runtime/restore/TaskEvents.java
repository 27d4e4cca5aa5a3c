package io.thalweg.streams.runtime.restore;

/** What is told to the user about the stores of a task. Restore thread only. */
interface TaskEvents {
  void started(StoreRestore store);

  void batch(StoreRestore store, long lastOffset, long records);

  /** It is complete. */
  void ended(StoreRestore store);

  /** It is given back before it is complete, or no longer followed. */
  void suspended(StoreRestore store, boolean promoted);
}
