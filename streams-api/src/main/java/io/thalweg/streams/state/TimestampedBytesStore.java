package io.thalweg.streams.state;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Marks a bytes store whose values start with an 8-byte timestamp. */
public interface TimestampedBytesStore {
  /** Puts the timestamp "not known" (-1) before {@code plainValue}; null stays null. */
  static byte @Nullable [] convertToTimestampedFormat(byte @Nullable [] plainValue) {
    if (plainValue == null) {
      return null;
    }
    return ByteBuffer.allocate(Long.BYTES + plainValue.length).putLong(-1L).put(plainValue).array();
  }
}
