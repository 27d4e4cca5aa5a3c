package io.thalweg.streams.state;

import java.io.Closeable;

/**
 * An iterator over the windows of one key: start of the window in milliseconds, and value. Must be
 * closed. Not thread-safe.
 *
 * @param <V> value type
 */
public interface WindowStoreIterator<V> extends KeyValueIterator<Long, V>, Closeable {
  @Override
  void close();
}
