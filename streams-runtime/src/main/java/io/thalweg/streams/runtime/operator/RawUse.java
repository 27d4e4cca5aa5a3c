package io.thalweg.streams.runtime.operator;

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

  /** The raw bytes if they may be used, else null. */
  public byte @Nullable [] pick(byte @Nullable [] raw) {
    return switch (this) {
      case NEVER -> null;
      case ALWAYS -> raw;
      case IF_ASCII -> raw != null && ascii(raw) ? raw : null;
    };
  }

  private static boolean ascii(byte[] bytes) {
    int or = 0;
    for (byte b : bytes) {
      or |= b;
    }
    return or >= 0;
  }
}
