package io.thalweg.streams.spi;

import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.HeadersBytesStoreSupplier;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import io.thalweg.streams.state.WindowStore;
import org.apache.kafka.common.utils.Bytes;

/** The built-in supplier of window stores with timestamps and headers. */
public record HeadersWindowEngineSupplier(WindowEngineSupplier rows)
    implements WindowBytesStoreSupplier, HeadersBytesStoreSupplier, EngineChoice {
  @Override
  public String name() {
    return rows.name();
  }

  @Override
  public WindowStore<Bytes, byte[]> get() {
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
    return true;
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
  public long windowSize() {
    return rows.windowSize();
  }

  @Override
  public boolean retainDuplicates() {
    return rows.retainDuplicates();
  }

  @Override
  public long retentionPeriod() {
    return rows.retentionPeriod();
  }
}
