package io.thalweg.streams.spi;

import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueBytesStoreSupplier;
import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;

/** A built-in key-value supplier. The engine recognises it and keeps the rows in its own stack. */
public record KeyValueEngineSupplier(String name, StoreSpec.Engine engine, boolean timestamped)
    implements KeyValueBytesStoreSupplier, EngineChoice {
  @Override
  public KeyValueStore<Bytes, byte[]> get() {
    return StoreEngines.provider().keyValueStore(this);
  }

  @Override
  public String metricsScope() {
    return engine == StoreSpec.Engine.ROCKSDB ? "rocksdb" : "in-memory";
  }
}
