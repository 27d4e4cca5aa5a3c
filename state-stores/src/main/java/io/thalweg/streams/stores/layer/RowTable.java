package io.thalweg.streams.stores.layer;

import org.jspecify.annotations.Nullable;

/**
 * Point access to one store for operators: one lookup serves the read and the update. Owner thread
 * only.
 */
public interface RowTable<K, V> {
  /** The row of a key-value store; {@code rawKey} is the serialized key if the caller has it. */
  Row<V> locate(K key, byte @Nullable [] rawKey);

  /** The row of a window store. */
  Row<V> locate(K key, byte @Nullable [] rawKey, long windowStart);

  /**
   * Sets the row's value and timestamp; null deletes. Without caching expired windows are left
   * alone.
   */
  void update(Row<V> row, @Nullable V value, long timestamp);

  /** Whether updates are held back and emitted by {@link #drainEmissions} (caching enabled). */
  boolean emitsOnFlush();

  /**
   * Whether emissions carry the value that was there before; if not, it is not deserialized. True
   * unless told otherwise.
   */
  void keepOldValues(boolean keep);

  /** Tells how much heap the caller has for rows that wait for emission; it counts as theirs. */
  void heldBeside(long bytes);

  /**
   * Hands over each row touched since the last call once, in the order of the last touch, with its
   * value then and now. Rows without a value then and now are left out. Rows updated from inside
   * {@code emission} wait for the next call.
   */
  void drainEmissions(Emission<K, V> emission);

  /** The serialized key, without window bytes. */
  byte[] rawKey(Row<V> row);
}
