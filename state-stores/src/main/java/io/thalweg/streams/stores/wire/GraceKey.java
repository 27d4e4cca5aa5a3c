package io.thalweg.streams.stores.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keys of the buffer of a stream-table join with grace: {@code 0 time(8) key sequence(4)},
 * big-endian. The sequence tells records apart that share time and key.
 */
public final class GraceKey {
  private static final int HEAD = 9;
  private static final int SEQUENCE = 4;

  private GraceKey() {}

  public static byte[] of(long time, byte[] key, int sequence) {
    return ByteBuffer.allocate(HEAD + key.length + SEQUENCE)
        .put((byte) 0)
        .putLong(time)
        .put(key)
        .putInt(sequence)
        .array();
  }

  public static boolean isKey(byte[] rowKey) {
    return rowKey.length >= HEAD + SEQUENCE && rowKey[0] == 0;
  }

  public static long time(byte[] rowKey) {
    return ByteBuffer.wrap(rowKey).getLong(1);
  }

  public static byte[] keyOf(byte[] rowKey) {
    return Arrays.copyOfRange(rowKey, HEAD, rowKey.length - SEQUENCE);
  }

  public static int sequence(byte[] rowKey) {
    return ByteBuffer.wrap(rowKey).getInt(rowKey.length - SEQUENCE);
  }
}
