package io.thalweg.streams.stores.layer;

/**
 * The rows of a window or session store by their time: the start of a window, the end of a session.
 * For whoever passes results on when their windows have closed. Owner thread only.
 */
public interface ClosingRows<K, V> {
  /**
   * Hands over the rows with times in {@code from} to {@code to}, both inclusive, in ms; each row
   * once, so that a later call has to begin after {@code to}. The order is that in which Kafka
   * Streams passes them on: by time, then start of a session, then key; from stores that it keeps
   * in another order, that order. Rows that have expired are left out.
   */
  void take(long from, long to, Taker<K, V> taker);

  /** Takes the rows. */
  @FunctionalInterface
  interface Taker<K, V> {
    /**
     * A row.
     *
     * @param start of the window or session
     * @param end of the session; of a window it is {@code start}
     * @param timestamp of its latest update; -1 if the store keeps none
     */
    void take(K key, long start, long end, V value, long timestamp);
  }
}
