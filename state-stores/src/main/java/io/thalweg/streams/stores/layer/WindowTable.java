package io.thalweg.streams.stores.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Access to one window store for operators that look at the windows of a key around a time. Times
 * are in ms. Owner thread only.
 */
public interface WindowTable<K, V> extends RowTable<K, V> {
  /**
   * The windows of a key that start at {@code latest} or earlier, the latest first, down to the
   * first one that starts before {@code enough}, and none before {@code earliest}. Every row has a
   * value. The list is good until the next call to the store, its rows are good for one {@link
   * #update} each after that.
   *
   * @param rawKey the serialized key if the caller has it
   */
  List<Row<V>> latest(K key, byte @Nullable [] rawKey, long earliest, long enough, long latest);

  /** When the window of a row starts. */
  long start(Row<V> row);

  /** A key serialized, for a caller that does not have it so. */
  byte[] serialized(K key);
}
