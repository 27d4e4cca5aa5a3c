package io.thalweg.streams.stores.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What the right side of a foreign-key join answers.
 *
 * <pre>
 * version(1) hash(16) foreignValue
 * </pre>
 *
 * The version is 0; its highest bit is set if the hash is null and left out. A value that is null
 * is left out, too: an empty value cannot be told from it.
 */
public final class SubscriptionResponse {
  private static final int NO_HASH = 0x80;

  private final byte @Nullable [] hash;
  private final byte @Nullable [] foreignValue;

  /**
   * An answer.
   *
   * @param hash of the subscription it answers
   * @param foreignValue serialized, null for none
   */
  public SubscriptionResponse(byte @Nullable [] hash, byte @Nullable [] foreignValue) {
    this.hash = hash;
    this.foreignValue = foreignValue;
  }

  /** For the response topic. */
  public static Serde<SubscriptionResponse> serde() {
    return Serdes.serdeFrom(
        (topic, response) -> response == null ? null : response.encode(),
        (topic, bytes) -> bytes == null ? null : decode(bytes));
  }

  public byte[] encode() {
    byte[] hashed = hash == null ? new byte[0] : hash;
    byte[] value = foreignValue == null ? new byte[0] : foreignValue;
    return ByteBuffer.allocate(1 + hashed.length + value.length)
        .put((byte) (hash == null ? NO_HASH : 0))
        .put(hashed)
        .put(value)
        .array();
  }

  /** The bytes of an answer to an encoded subscription. */
  public static byte[] encode(byte[] subscription, byte @Nullable [] foreignValue) {
    boolean hashed = (subscription[0] & NO_HASH) == 0;
    int head = hashed ? 1 + Murmur3.LENGTH : 1;
    byte[] answer = new byte[head + (foreignValue == null ? 0 : foreignValue.length)];
    answer[0] = (byte) (hashed ? 0 : NO_HASH);
    System.arraycopy(subscription, 2, answer, 1, head - 1);
    if (foreignValue != null) {
      System.arraycopy(foreignValue, 0, answer, head, foreignValue.length);
    }
    return answer;
  }

  /**
   * Reads an answer.
   *
   * @throws WireException if the bytes are none
   */
  public static SubscriptionResponse decode(byte[] bytes) {
    int version = bytes.length == 0 ? -1 : bytes[0] & ~NO_HASH & 0xff;
    boolean hashed = bytes.length > 0 && (bytes[0] & NO_HASH) == 0;
    int head = hashed ? 1 + Murmur3.LENGTH : 1;
    if (version != 0 || bytes.length < head) {
      throw new WireException(
          "an answer of a foreign-key join has version 0, not "
              + version
              + ", and at least "
              + head
              + " bytes, not "
              + bytes.length
              + "; was it written by a newer library?");
    }
    byte[] value = bytes.length == head ? null : Arrays.copyOfRange(bytes, head, bytes.length);
    return new SubscriptionResponse(hashed ? Arrays.copyOfRange(bytes, 1, head) : null, value);
  }

  public byte @Nullable [] hash() {
    return hash;
  }

  public byte @Nullable [] foreignValue() {
    return foreignValue;
  }
}
