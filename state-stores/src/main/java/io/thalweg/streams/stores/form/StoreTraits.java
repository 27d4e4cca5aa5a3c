package io.thalweg.streams.stores.form;

/**
 * How a store behaves.
 *
 * @param timestamped whether rows carry a timestamp before the value
 * @param duplicates whether several rows may share key and start, told apart by a sequence
 * @param retentionMs how long rows are kept behind the greatest start seen
 * @param logged whether changes go to a changelog
 * @param dedup whether the changelog gets one record per row and commit
 * @param caching whether updates are held back from emission
 */
public record StoreTraits(
    boolean timestamped,
    boolean duplicates,
    long retentionMs,
    boolean logged,
    boolean dedup,
    boolean caching) {

  /** Whether a row in memory tells its timestamp: a cache does, even over rows without. */
  public boolean remembersTimestamps() {
    return timestamped || caching;
  }
}
