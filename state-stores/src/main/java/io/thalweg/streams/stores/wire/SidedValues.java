package io.thalweg.streams.stores.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the buffer of a left or outer stream-stream join.
 *
 * <pre>
 * key     time(8) side(1) key               side: 1 left, 0 right
 * value   1 count(4) { length(4) element }  element: side(1) value
 * </pre>
 *
 * Numbers are big-endian.
 */
public final class SidedValues {
  private static final byte VARIABLE_SIZE = 1;
  private static final int HEAD = 5;
  private static final int KEY_HEAD = 9;

  private SidedValues() {}

  public static byte[] key(long time, boolean left, byte[] key) {
    return ByteBuffer.allocate(KEY_HEAD + key.length)
        .putLong(time)
        .put(side(left))
        .put(key)
        .array();
  }

  /** Whether the bytes are long enough to be a row's key. */
  public static boolean isKey(byte[] rowKey) {
    return rowKey.length >= KEY_HEAD;
  }

  public static long time(byte[] rowKey) {
    return ByteBuffer.wrap(rowKey).getLong();
  }

  public static boolean isLeft(byte[] rowKey) {
    return rowKey[KEY_HEAD - 1] == side(true);
  }

  public static byte[] keyOf(byte[] rowKey) {
    return Arrays.copyOfRange(rowKey, KEY_HEAD, rowKey.length);
  }

  /** The list with one value more; null for no list yet. */
  public static byte[] append(byte @Nullable [] list, boolean left, byte[] value) {
    int length = list == null ? HEAD : list.length;
    byte[] longer = list == null ? new byte[0] : list;
    ByteBuffer buffer = ByteBuffer.wrap(Arrays.copyOf(longer, length + 5 + value.length));
    buffer.put(0, VARIABLE_SIZE).putInt(1, list == null ? 1 : buffer.getInt(1) + 1);
    buffer.position(length).putInt(1 + value.length).put(side(left)).put(value);
    return buffer.array();
  }

  /** How many values a list has. */
  public static int count(byte[] list) {
    return list.length < HEAD ? 0 : ByteBuffer.wrap(list).getInt(1);
  }

  /**
   * The values of a list in the order they were added.
   *
   * @throws WireException if the bytes are no such list
   */
  public static List<byte[]> values(byte[] list) {
    ByteBuffer buffer = ByteBuffer.wrap(list);
    if (list.length < HEAD || buffer.get() != VARIABLE_SIZE) {
      throw new WireException("a list of values begins with 1 and its size, not as these bytes");
    }
    int count = buffer.getInt();
    List<byte[]> values = new ArrayList<>();
    while (values.size() < count) {
      int length = buffer.remaining() < 4 ? -1 : buffer.getInt();
      if (length < 1 || length > buffer.remaining()) {
        throw new WireException(
            "value " + values.size() + " of " + count + " in a list ends before its length says");
      }
      buffer.get();
      byte[] value = new byte[length - 1];
      buffer.get(value);
      values.add(value);
    }
    return values;
  }

  private static byte side(boolean left) {
    return (byte) (left ? 1 : 0);
  }
}
