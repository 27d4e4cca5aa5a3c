package io.thalweg.streams.runtime.task;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A committed position and the text that Kafka Streams puts beside it: base64 of a version byte and
 * the partition time, so that stream time survives a restart. Version 2 is what 4.3 writes; version
 * 1 begins alike.
 *
 * @param offset the next record to read
 * @param partitionTime the highest timestamp read, -1 if unknown
 */
public record OffsetMetadata(long offset, long partitionTime) {
  private static final byte VERSION = 2;

  /** What to commit beside the offset. */
  public String encode() {
    ByteBuffer buffer = ByteBuffer.allocate(1 + Long.BYTES);
    buffer.put(VERSION).putLong(partitionTime);
    return Base64.getEncoder().encodeToString(buffer.array());
  }

  /** Reads what was committed; a text that is not ours means an unknown time. */
  public static OffsetMetadata decode(long offset, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return new OffsetMetadata(offset, -1);
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      byte version = buffer.get();
      boolean known = version >= 1 && version <= VERSION && buffer.remaining() >= Long.BYTES;
      return new OffsetMetadata(offset, known ? buffer.getLong() : -1);
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      return new OffsetMetadata(offset, -1);
    }
  }
}
