package io.thalweg.streams.runtime.query;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.state.KeyValueIterator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One partition after the other; opens a partition when the one before is read. Not thread-safe.
 */
final class ChainedIterator<S, K, V> implements KeyValueIterator<K, V> {
  private final String store;
  private final Iterator<S> partitions;
  private final Function<? super S, KeyValueIterator<K, V>> open;
  private @Nullable KeyValueIterator<K, V> current; // owner: the thread that queries
  private boolean closed; // owner: the thread that queries

  ChainedIterator(
      String store, Iterable<S> partitions, Function<? super S, KeyValueIterator<K, V>> open) {
    this.store = store;
    this.partitions = partitions.iterator();
    this.open = open;
  }

  @Override
  public boolean hasNext() {
    return partition() != null;
  }

  @Override
  public KeyValue<K, V> next() {
    KeyValueIterator<K, V> partition = existing();
    try {
      return partition.next();
    } catch (InvalidStateStoreException e) {
      throw Selection.migrated(e);
    }
  }

  @Override
  public K peekNextKey() {
    KeyValueIterator<K, V> partition = existing();
    try {
      return partition.peekNextKey();
    } catch (InvalidStateStoreException e) {
      throw Selection.migrated(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    closeCurrent();
  }

  private KeyValueIterator<K, V> existing() {
    KeyValueIterator<K, V> partition = partition();
    if (partition == null) {
      throw new NoSuchElementException();
    }
    return partition;
  }

  /** The iterator that has the next entry; null at the end. */
  private @Nullable KeyValueIterator<K, V> partition() {
    if (closed) {
      throw new IllegalStateException("Iterator for store " + store + " has already been closed.");
    }
    try {
      while (current == null || !current.hasNext()) {
        closeCurrent();
        if (!partitions.hasNext()) {
          return null;
        }
        current = open.apply(partitions.next());
      }
    } catch (InvalidStateStoreException e) {
      throw Selection.migrated(e);
    }
    return current;
  }

  private void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
