package io.thalweg.streams.spi;

import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.HeadersBytesStoreSupplier;
import io.thalweg.streams.state.KeyValueBytesStoreSupplier;
import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;

/** The built-in supplier of key-value stores with timestamps and headers. */
public record HeadersKeyValueEngineSupplier(String name)
    implements KeyValueBytesStoreSupplier, HeadersBytesStoreSupplier, EngineChoice {
  @Override
  public KeyValueStore<Bytes, byte[]> get() {
    return new KeyValueEngineSupplier(name, engine(), true).get();
  }

  @Override
  public String metricsScope() {
    return "rocksdb";
  }

  @Override
  public StoreSpec.Engine engine() {
    return StoreSpec.Engine.ROCKSDB;
  }

  @Override
  public boolean timestamped() {
    return true;
  }

  @Override
  public boolean headers() {
    return true;
  }
}
