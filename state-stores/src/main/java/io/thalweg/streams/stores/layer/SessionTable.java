package io.thalweg.streams.stores.layer;

import io.thalweg.streams.kstream.Windowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Access to one session store for operators. Times are in ms. Owner thread only. */
public interface SessionTable<K, V> {
  /**
   * The sessions of a key that end at {@code earliestEnd} or later and start at {@code latestStart}
   * or earlier, in the order of their ends, then starts. Every row has a value. The list is good
   * until the next call to the store, its rows are good for one {@link #update} each after that.
   *
   * @param rawKey the serialized key if the caller has it
   */
  List<Row<V>> find(K key, byte @Nullable [] rawKey, long earliestEnd, long latestStart);

  /** The row of exactly this session; its value may be null. */
  Row<V> locate(K key, byte @Nullable [] rawKey, long start, long end);

  /**
   * Sets the session's value and timestamp; null removes it. Without caching expired sessions are
   * left alone.
   */
  void update(Row<V> row, @Nullable V value, long timestamp);

  /** When the session of a row starts. */
  long start(Row<V> row);

  /** When the session of a row ends. */
  long end(Row<V> row);

  /** The serialized key, without the session's times. */
  byte[] rawKey(Row<V> row);

  /** A key serialized, for a caller that does not have it so. */
  byte[] serialized(K key);

  /** The greatest end of a session put so far; -1 if there was none. */
  long observed();

  /** Whether updates are held back and emitted by {@link #drainEmissions} (caching enabled). */
  boolean emitsOnFlush();

  /**
   * Whether emissions carry the value that was there before; if not, it is not deserialized. True
   * unless told otherwise.
   */
  void keepOldValues(boolean keep);

  /** Tells how much heap the caller has for rows that wait for emission; it counts as theirs. */
  void heldBeside(long bytes);

  /**
   * Hands over each session touched since the last call once, in the order of the last touch, with
   * its value then and now. Sessions without a value then and now are left out: of one that grew
   * from record to record only the last is seen. Sessions updated from inside {@code emission} wait
   * for the next call.
   */
  void drainEmissions(Emission<K, V> emission);

  /** Receives the sessions that changed since the last emission. */
  @FunctionalInterface
  interface Emission<K, V> {
    /**
     * One changed session.
     *
     * @param newValue the value now, null if removed
     * @param oldValue the value at the last emission, null if there was none
     * @param timestamp of the latest update
     */
    void emit(
        Windowed<K> session,
        byte[] rawKey,
        @Nullable V newValue,
        @Nullable V oldValue,
        long timestamp);
  }
}
