package io.thalweg.streams.stores.layer;

import org.jspecify.annotations.Nullable;

/**
 * The records that one side of a stream-stream join keeps, for operators: a window store with
 * duplicates. Owner thread only.
 */
public interface JoinTable<K, V> {
  /** The serialized key; null if the store does not tell. */
  byte @Nullable [] serialized(K key);

  /**
   * Keeps a record. Without a value there is nothing to keep, but it is counted.
   *
   * @param rawKey the serialized key if the caller has it
   * @param rawValue the serialized value if the caller has it
   * @return false if it was dropped, being too old
   */
  boolean add(
      K key, byte @Nullable [] rawKey, @Nullable V value, byte @Nullable [] rawValue, long time);

  /**
   * The records of a key between two times, both inclusive, as far as they are not expired: in
   * order of time, and of arrival where that is the same.
   */
  Matches<V> near(K key, byte @Nullable [] rawKey, long first, long last);

  /** What was found. Valid until the owner's next call to the store. */
  interface Matches<V> {
    int count();

    long time(int index);

    /** The value; if its type is not known to be immutable a fresh object at each call. */
    V value(int index);
  }
}
