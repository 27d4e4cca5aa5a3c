package io.thalweg.streams.processor;

/** Restores one record of a changelog into a store. */
@FunctionalInterface
public interface StateRestoreCallback {
  /** Restores one record; a null value deletes the key. */
  void restore(byte[] key, byte[] value);
}
