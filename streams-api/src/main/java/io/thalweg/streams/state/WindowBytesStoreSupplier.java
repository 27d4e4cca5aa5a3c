package io.thalweg.streams.state;

import org.apache.kafka.common.utils.Bytes;

/** Supplies window stores of bytes. */
public interface WindowBytesStoreSupplier extends StoreSupplier<WindowStore<Bytes, byte[]>> {
  /** The span of a segment in milliseconds; the store expires whole segments. */
  long segmentIntervalMs();

  /** The size of the windows in milliseconds. */
  long windowSize();

  /** Whether a key may have several values at one window start. */
  boolean retainDuplicates();

  /** How long windows are kept, in milliseconds of stream time. */
  long retentionPeriod();
}
