package io.thalweg.streams.spi;

import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import io.thalweg.streams.state.WindowStore;
import org.apache.kafka.common.utils.Bytes;

/** A built-in window supplier. The engine recognises it and keeps the rows in its own stack. */
public record WindowEngineSupplier(
    String name, StoreSpec.Engine engine, boolean timestamped, StoreSpec.WindowSpec window)
    implements WindowBytesStoreSupplier, EngineChoice {
  @Override
  public WindowStore<Bytes, byte[]> get() {
    return StoreEngines.provider().windowStore(this);
  }

  @Override
  public String metricsScope() {
    return engine == StoreSpec.Engine.ROCKSDB ? "rocksdb-window" : "in-memory-window";
  }

  @Override
  public long segmentIntervalMs() {
    return window.segmentIntervalMs();
  }

  @Override
  public long windowSize() {
    return window.windowSizeMs();
  }

  @Override
  public boolean retainDuplicates() {
    return window.retainDuplicates();
  }

  @Override
  public long retentionPeriod() {
    return window.retentionMs();
  }
}
