package io.thalweg.streams.spi;

import io.thalweg.streams.state.KeyValueBytesStoreSupplier;
import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;

/** Supplies stores of bounded size. To the engine they are stores like those of a user. */
public record LruSupplier(String name, int max) implements KeyValueBytesStoreSupplier {
  @Override
  public KeyValueStore<Bytes, byte[]> get() {
    return StoreEngines.provider().lruStore(name, max);
  }

  @Override
  public String metricsScope() {
    return "in-memory-lru";
  }
}
