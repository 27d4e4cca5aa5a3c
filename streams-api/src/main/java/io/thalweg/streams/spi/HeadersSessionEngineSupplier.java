package io.thalweg.streams.spi;

import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.HeadersBytesStoreSupplier;
import io.thalweg.streams.state.SessionBytesStoreSupplier;
import io.thalweg.streams.state.SessionStore;
import org.apache.kafka.common.utils.Bytes;

/** The built-in supplier of session stores with headers. */
public record HeadersSessionEngineSupplier(SessionEngineSupplier rows)
    implements SessionBytesStoreSupplier, HeadersBytesStoreSupplier, EngineChoice {
  @Override
  public String name() {
    return rows.name();
  }

  @Override
  public SessionStore<Bytes, byte[]> get() {
    return rows.get();
  }

  @Override
  public String metricsScope() {
    return rows.metricsScope();
  }

  @Override
  public StoreSpec.Engine engine() {
    return rows.engine();
  }

  @Override
  public boolean timestamped() {
    return false;
  }

  @Override
  public boolean headers() {
    return true;
  }

  @Override
  public StoreSpec.WindowSpec window() {
    return rows.window();
  }

  @Override
  public long segmentIntervalMs() {
    return rows.segmentIntervalMs();
  }

  @Override
  public long retentionPeriod() {
    return rows.retentionPeriod();
  }
}
