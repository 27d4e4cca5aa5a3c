package io.thalweg.streams.spi;

import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.VersionedBytesStoreSupplier;
import org.apache.kafka.common.utils.Bytes;

/**
 * The built-in versioned supplier. The engine recognises it and keeps the versions in its own
 * stack.
 *
 * @param window its retention is that of the history; it has no window size
 */
public record VersionedEngineSupplier(String name, StoreSpec.WindowSpec window)
    implements VersionedBytesStoreSupplier, EngineChoice {
  @Override
  public KeyValueStore<Bytes, byte[]> get() {
    return StoreEngines.provider().versionedStore(this);
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
  public long historyRetentionMs() {
    return window.retentionMs();
  }

  @Override
  public String metricsScope() {
    return "rocksdb";
  }
}
