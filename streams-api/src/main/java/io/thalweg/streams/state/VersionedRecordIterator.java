package io.thalweg.streams.state;

import java.io.Closeable;
import java.util.Iterator;

/**
 * An iterator over the versions of a key. Must be closed. Not thread-safe.
 *
 * @param <V> value type
 */
public interface VersionedRecordIterator<V> extends Iterator<VersionedRecord<V>>, Closeable {
  @Override
  void close();
}
