package io.thalweg.streams.state;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Marks a bytes store whose values start with the headers of their record. */
public interface HeadersBytesStore {
  /** Puts empty headers before {@code value}, which starts with a timestamp; null stays null. */
  static byte @Nullable [] convertToHeaderFormat(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    return ByteBuffer.allocate(1 + value.length).put((byte) 0).put(value).array();
  }

  /** Puts empty headers and the timestamp "not known" (-1) before {@code value}. */
  static byte @Nullable [] convertFromPlainToHeaderFormat(byte @Nullable [] value) {
    return convertToHeaderFormat(TimestampedBytesStore.convertToTimestampedFormat(value));
  }
}
