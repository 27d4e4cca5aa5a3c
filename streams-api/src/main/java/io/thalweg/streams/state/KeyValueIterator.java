package io.thalweg.streams.state;

import io.thalweg.streams.KeyValue;
import java.io.Closeable;
import java.util.Iterator;

/**
 * An iterator over the entries of a store. Must be closed, or the store leaks what it holds. Not
 * thread-safe.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface KeyValueIterator<K, V> extends Iterator<KeyValue<K, V>>, Closeable {
  @Override
  void close();

  /**
   * The key that {@code next()} will return, without moving on.
   *
   * @throws java.util.NoSuchElementException if there is no next entry
   */
  K peekNextKey();
}
