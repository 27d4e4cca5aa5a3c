package io.thalweg.streams.stores.form;

import io.thalweg.streams.stores.engine.Keys;

/**
 * What a store knows about itself besides its rows; written with every batch that changes it.
 *
 * @param observed the greatest window start put; -1 if none
 * @param purgedBucket rows in buckets below are deleted
 * @param sequence the last one given to a row of a store with duplicates
 */
public record StoreMark(long observed, long purgedBucket, int sequence) {
  /** Of a store that never had a row. */
  public static final StoreMark NONE = new StoreMark(-1, 0, 0);

  public static final int LENGTH = 20;

  public byte[] encode() {
    byte[] bytes = new byte[LENGTH];
    Keys.putLong(bytes, 0, observed);
    Keys.putLong(bytes, 8, purgedBucket);
    for (int i = 0; i < 4; i++) {
      bytes[16 + i] = (byte) (sequence >>> (24 - 8 * i));
    }
    return bytes;
  }

  public static StoreMark decode(byte[] bytes) {
    int sequence = 0;
    for (int i = 16; i < LENGTH; i++) {
      sequence = (sequence << 8) | (bytes[i] & 0xff);
    }
    return new StoreMark(Keys.getLong(bytes, 0), Keys.getLong(bytes, 8), sequence);
  }
}
