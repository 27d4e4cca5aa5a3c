package io.thalweg.streams.stores.user;

import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Rows by key. */
record KeyValueRows(KeyValueStore<Bytes, byte[]> store) implements UserRows {
  @Override
  public byte @Nullable [] get(RowKey key) {
    return store.get(key.key());
  }

  @Override
  public void put(RowKey key, byte @Nullable [] stored) {
    store.put(key.key(), stored);
  }

  @Override
  public byte[] changelogKey(RowKey key) {
    return key.key().get();
  }
}
