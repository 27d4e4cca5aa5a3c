package io.thalweg.streams.stores;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.answer.Answering;
import io.thalweg.streams.stores.answer.Reads;
import io.thalweg.streams.stores.answer.VersionReads;

/**
 * Read access to one store from any thread, without a lock shared with the owner. Results are
 * consistent over uncommitted and committed rows; a scan is a snapshot taken when it starts. After
 * the store is closed every method, also of iterators got before, throws {@code
 * InvalidStateStoreException}.
 *
 * <p>The typed views throw {@code InvalidStateStoreException} if the store is of another kind; the
 * plain views of timestamped stores leave out the timestamps, timestamped ones the headers.
 */
public interface ReadView extends Reads, Answering {
  <K, V> ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>> timestampedKeyValueWithHeaders();

  /** The sessions of a store with headers. */
  default <K, V> ReadOnlySessionStore<K, AggregationWithHeaders<V>> sessionWithHeaders() {
    throw new InvalidStateStoreException(
        "Store " + name() + " is of kind " + kind() + ", not a session store with headers");
  }

  <K, V> ReadOnlyWindowStore<K, ValueTimestampHeaders<V>> timestampedWindowWithHeaders();

  /** The versions of a versioned store. */
  default <K, V> VersionReads<K, V> versioned() {
    throw new InvalidStateStoreException(
        "Store " + name() + " is of kind " + kind() + ", not a versioned store");
  }
}
