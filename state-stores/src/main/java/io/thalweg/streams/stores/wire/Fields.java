package io.thalweg.streams.stores.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Byte fields with their length (4, big-endian) before them; -1 for null. */
final class Fields {
  private Fields() {}

  static int length(byte @Nullable [] field) {
    return field == null ? 0 : field.length;
  }

  static void write(ByteBuffer buffer, byte @Nullable [] field) {
    if (field == null) {
      buffer.putInt(-1);
    } else {
      buffer.putInt(field.length).put(field);
    }
  }

  static byte @Nullable [] read(ByteBuffer buffer, String what) {
    return read(buffer, buffer.getInt(), what);
  }

  static byte @Nullable [] read(ByteBuffer buffer, int length, String what) {
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > buffer.remaining()) {
      throw new WireException(
          "the " + what + " has length " + length + ", but " + buffer.remaining() + " bytes left");
    }
    byte[] field = new byte[length];
    buffer.get(field);
    return field;
  }

  static byte[] readPresent(ByteBuffer buffer, String what) {
    byte[] field = read(buffer, what);
    if (field == null) {
      throw new WireException("the " + what + " is missing");
    }
    return field;
  }
}
