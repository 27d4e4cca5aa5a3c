package io.thalweg.streams.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The bytes of windowed keys, big-endian, after the bytes of the key: in topics the start (time
 * windows) or end and start (sessions), 8 bytes each; in window stores and their changelogs the
 * start and a 4-byte sequence; in session stores as in topics.
 */
public final class WindowedBytes {
  /** Length of a start. */
  public static final int START = Long.BYTES;

  /** Length of a sequence. */
  public static final int SEQUENCE = Integer.BYTES;

  /** Length of a start with a sequence. */
  public static final int START_AND_SEQUENCE = START + SEQUENCE;

  /** Length of an end with a start. */
  public static final int END_AND_START = 2 * Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private WindowedBytes() {}

  /** The key of a time window in a topic. */
  public static byte[] withStart(byte[] key, long start) {
    byte[] bytes = Arrays.copyOf(key, key.length + START);
    LONG.set(bytes, key.length, start);
    return bytes;
  }

  /** The key of a window in a store and its changelog. */
  public static byte[] withStartAndSequence(byte[] key, long start, int sequence) {
    byte[] bytes = Arrays.copyOf(key, key.length + START_AND_SEQUENCE);
    LONG.set(bytes, key.length, start);
    INT.set(bytes, key.length + START, sequence);
    return bytes;
  }

  /** The key of a session. */
  public static byte[] withEndAndStart(byte[] key, long end, long start) {
    byte[] bytes = Arrays.copyOf(key, key.length + END_AND_START);
    LONG.set(bytes, key.length, end);
    LONG.set(bytes, key.length + Long.BYTES, start);
    return bytes;
  }

  /**
   * The key before the last {@code suffix} bytes.
   *
   * @throws SerializationException if there are fewer bytes
   */
  public static byte[] keyBefore(byte[] bytes, int suffix) {
    if (bytes.length < suffix) {
      throw new SerializationException(
          "A windowed key has at least " + suffix + " bytes; this one has " + bytes.length + ".");
    }
    return Arrays.copyOf(bytes, bytes.length - suffix);
  }

  /** The 8-byte number at {@code offset}. */
  public static long longAt(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /** The 4-byte number at {@code offset}. */
  public static int intAt(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }
}
