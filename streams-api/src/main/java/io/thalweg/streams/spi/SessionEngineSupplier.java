package io.thalweg.streams.spi;

import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.SessionBytesStoreSupplier;
import io.thalweg.streams.state.SessionStore;
import org.apache.kafka.common.utils.Bytes;

/** A built-in session supplier. The engine recognises it and keeps the rows in its own stack. */
public record SessionEngineSupplier(
    String name, StoreSpec.Engine engine, StoreSpec.WindowSpec window)
    implements SessionBytesStoreSupplier, EngineChoice {
  @Override
  public SessionStore<Bytes, byte[]> get() {
    return StoreEngines.provider().sessionStore(this);
  }

  /** Sessions carry no timestamp but their end. */
  @Override
  public boolean timestamped() {
    return false;
  }

  @Override
  public String metricsScope() {
    return engine == StoreSpec.Engine.ROCKSDB ? "rocksdb-session" : "in-memory-session";
  }

  @Override
  public long segmentIntervalMs() {
    return window.segmentIntervalMs();
  }

  @Override
  public long retentionPeriod() {
    return window.retentionMs();
  }
}
