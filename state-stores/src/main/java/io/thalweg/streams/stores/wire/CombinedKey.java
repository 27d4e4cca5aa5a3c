package io.thalweg.streams.stores.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keys of the subscription store of a foreign-key join: {@code length(4) foreignKey primaryKey},
 * the length being the foreign key's. All subscriptions of a foreign key share a prefix.
 */
public final class CombinedKey {
  private CombinedKey() {}

  public static byte[] of(byte[] foreignKey, byte[] primaryKey) {
    return ByteBuffer.allocate(4 + foreignKey.length + primaryKey.length)
        .putInt(foreignKey.length)
        .put(foreignKey)
        .put(primaryKey)
        .array();
  }

  /** What the keys of all subscriptions of a foreign key, and no others, begin with. */
  public static byte[] prefix(byte[] foreignKey) {
    return of(foreignKey, new byte[0]);
  }

  public static byte[] foreignKey(byte[] combined) {
    return Arrays.copyOfRange(combined, 4, 4 + foreignLength(combined));
  }

  public static byte[] primaryKey(byte[] combined) {
    return Arrays.copyOfRange(combined, 4 + foreignLength(combined), combined.length);
  }

  private static int foreignLength(byte[] combined) {
    int length = combined.length < 4 ? -1 : ByteBuffer.wrap(combined).getInt();
    if (length < 0 || length > combined.length - 4) {
      throw new WireException(
          "a combined key of " + combined.length + " bytes has no foreign key of length " + length);
    }
    return length;
  }
}
