package io.thalweg.streams.runtime.task;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A committed position and the text that Kafka Streams puts beside it: base64 of a version byte and
 * the partition time, so that stream time survives a restart, and of the times up to which the
 * results of closed windows were passed on, if there are any: their number, then each as the length
 * of the store's name (4 bytes), the name and the time (8 bytes). Version 2 is what 4.3 writes;
 * version 1 ends with the partition time.
 *
 * @param offset the next record to read
 * @param partitionTime the highest timestamp read, -1 if unknown
 * @param emitted see {@link io.thalweg.streams.runtime.output.EmittedTimes}
 */
public record OffsetMetadata(long offset, long partitionTime, Map<String, Long> emitted) {
  private static final byte VERSION = 2;

  /** Without results of closed windows. */
  public OffsetMetadata(long offset, long partitionTime) {
    this(offset, partitionTime, Map.of());
  }

  /** What to commit beside the offset. */
  public String encode() {
    int length = 1 + Long.BYTES + (emitted.isEmpty() ? 0 : Integer.BYTES);
    for (String store : emitted.keySet()) {
      length += Integer.BYTES + bytes(store).length + Long.BYTES;
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    buffer.put(VERSION).putLong(partitionTime);
    if (!emitted.isEmpty()) {
      buffer.putInt(emitted.size());
      emitted.forEach(
          (store, time) -> buffer.putInt(bytes(store).length).put(bytes(store)).putLong(time));
    }
    return Base64.getEncoder().encodeToString(buffer.array());
  }

  private static byte[] bytes(String store) {
    return store.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Long> decodeEmitted(ByteBuffer buffer) {
    if (buffer.remaining() < Integer.BYTES) {
      return Map.of();
    }
    Map<String, Long> times = new HashMap<>();
    for (int left = buffer.getInt(); left > 0; left--) {
      int length = buffer.getInt();
      if (length < 0 || length > buffer.remaining()) {
        throw new BufferUnderflowException();
      }
      byte[] name = new byte[length];
      buffer.get(name);
      times.put(new String(name, StandardCharsets.UTF_8), buffer.getLong());
    }
    return Map.copyOf(times);
  }

  /** Reads what was committed; a text that is not ours means an unknown time. */
  public static OffsetMetadata decode(long offset, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return new OffsetMetadata(offset, -1);
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      byte version = buffer.get();
      if (version < 1 || version > VERSION) {
        return new OffsetMetadata(offset, -1);
      }
      return new OffsetMetadata(offset, buffer.getLong(), decodeEmitted(buffer));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return new OffsetMetadata(offset, -1);
    }
  }
}
