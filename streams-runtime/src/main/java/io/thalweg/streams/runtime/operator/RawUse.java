package io.thalweg.streams.runtime.operator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Whether the raw bytes that came with a key or value may stand in for serializing it again. The
 * compiler decides: nothing on the way changed the object, and the serializer would produce the
 * very same bytes.
 */
public enum RawUse {
  /** Serialize. */
  NEVER,
  /** The format has one encoding per value. */
  ALWAYS,
  /**
   * UTF-8 text: malformed input decodes to something else, so only plain ASCII is taken as it is.
   */
  IF_ASCII;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** The raw bytes if they may be used, else null. */
  public byte @Nullable [] pick(byte @Nullable [] raw) {
    return switch (this) {
      case NEVER -> null;
      case ALWAYS -> raw;
      case IF_ASCII -> raw != null && ascii(raw) ? raw : null;
    };
  }

  private static boolean ascii(byte[] bytes) {
    long or = 0;
    int i = 0;
    for (; i + 8 <= bytes.length; i += 8) {
      or |= (long) LONGS.get(bytes, i);
    }
    for (; i < bytes.length; i++) {
      or |= bytes[i] & 0x80;
    }
    return (or & HIGH_BITS) == 0;
  }
}
