package io.thalweg.streams.plan;

import org.jspecify.annotations.Nullable;

/** The key of an answer in a foreign-key join, and where the answer goes. */
public final class AnswerKey {
  private final byte[] bytes;
  private final int partition;
  private final @Nullable Object key;

  /**
   * A key.
   *
   * @param bytes the left row's key as it is written
   * @param partition where the subscription came from; -1 if not known
   * @param key the left row's key, if the partition is chosen by it
   */
  public AnswerKey(byte[] bytes, int partition, @Nullable Object key) {
    this.bytes = bytes;
    this.partition = partition;
    this.key = key;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int partition() {
    return partition;
  }

  public @Nullable Object key() {
    return key;
  }
}
