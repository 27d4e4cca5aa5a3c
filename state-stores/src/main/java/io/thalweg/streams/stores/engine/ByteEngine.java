package io.thalweg.streams.stores.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The byte stores of one task that become durable together. One owner thread calls everything;
 * others only read stores and cursors, under {@link #lease}.
 */
public interface ByteEngine extends AutoCloseable {
  /** The store of that name; it was named when the engine was opened. */
  ByteStore store(String name);

  /** Rows about the stores: positions, stream times. */
  ByteStore meta();

  /** Whether rows outlive the process. */
  boolean persistent();

  /** Guards other threads' reads against {@link #close}. */
  Lease lease();

  /** An empty batch; the one before must have been written or given up. */
  Batch batch();

  /** Applies the batch, all or nothing, also across a kill. */
  void write(Batch batch);

  /**
   * Flushes written rows to disk, so that a kill cannot take them back.
   *
   * @param wait whether to return only when it is done
   */
  void flush(boolean wait);

  /** Switches to fast writes and slow reads; other threads cannot read until {@link #endBulk}. */
  void beginBulk();

  /**
   * Makes all rows readable again and flushes them, without waiting; does nothing if not in bulk
   * mode.
   */
  void endBulk();

  /** Figures about a store, to be shown as metrics. */
  List<EngineGauge> gauges(String store);

  /** What a read in any thread found wrong with the files; null if nothing. Any thread. */
  @Nullable RuntimeException damage();

  /** Closes without a flush. If damage was found while open, the files are dropped. */
  @Override
  void close();
}
