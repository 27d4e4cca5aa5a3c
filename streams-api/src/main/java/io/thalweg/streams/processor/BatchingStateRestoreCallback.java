package io.thalweg.streams.processor;

import io.thalweg.streams.KeyValue;
import java.util.Collection;

/** A restore callback that takes many records at once. */
public interface BatchingStateRestoreCallback extends StateRestoreCallback {
  /** Restores {@code records} in order; a null value deletes its key. */
  void restoreAll(Collection<KeyValue<byte[], byte[]>> records);

  /** Not supported: a batching callback is given whole batches. */
  @Override
  default void restore(byte[] key, byte[] value) {
    throw new UnsupportedOperationException(
        getClass().getName() + " restores batches; call restoreAll instead of restore.");
  }
}
