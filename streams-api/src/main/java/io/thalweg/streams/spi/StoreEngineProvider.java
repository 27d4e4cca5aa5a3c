package io.thalweg.streams.spi;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.VersionedBytesStore;
import io.thalweg.streams.state.WindowStore;
import org.apache.kafka.common.utils.Bytes;

/** The door to the engines behind {@code Stores}. Implementations are stateless. */
public interface StoreEngineProvider {
  /** A bytes store of its own, outside of any task: what {@code StoreSupplier.get()} returns. */
  KeyValueStore<Bytes, byte[]> keyValueStore(KeyValueEngineSupplier supplier);

  /** As {@link #keyValueStore} for windows. */
  WindowStore<Bytes, byte[]> windowStore(WindowEngineSupplier supplier);

  /** A bytes store in memory that keeps the {@code max} rows used last. */
  KeyValueStore<Bytes, byte[]> lruStore(String name, int max);

  /** As {@link #keyValueStore} for versions; the store is a {@code VersionedBytesStore}. */
  VersionedBytesStore versionedStore(VersionedEngineSupplier supplier);

  /** As {@link #keyValueStore} for sessions. */
  SessionStore<Bytes, byte[]> sessionStore(SessionEngineSupplier supplier);

  /** A typed store of its own, outside of any task: what {@code StoreBuilder.build()} returns. */
  StateStore store(StoreSpec spec);
}
