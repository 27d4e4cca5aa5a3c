package io.thalweg.streams.state;

import org.apache.kafka.common.utils.Bytes;

/** Supplies session stores of bytes. */
public interface SessionBytesStoreSupplier extends StoreSupplier<SessionStore<Bytes, byte[]>> {
  /** The span of a segment in milliseconds; the store expires whole segments. */
  long segmentIntervalMs();

  /** How long sessions are kept, in milliseconds of stream time. */
  long retentionPeriod();
}
