package io.thalweg.streams.stores.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What the left side of a foreign-key join tells the right side, and the value of the subscription
 * store.
 *
 * <pre>
 * version(1) instruction(1) hash(16) primaryKey primaryPartition(4)
 * </pre>
 *
 * The version is 1; its highest bit is set if the hash is null and left out. Version 0, of Kafka
 * Streams before 3.5, has no partition.
 */
public final class Subscription {
  private static final int VERSION = 1;
  private static final int NO_HASH = 0x80;

  private final Instruction instruction;
  private final byte @Nullable [] hash;
  private final byte[] primaryKey;
  private final int primaryPartition;

  /** What is to be done with the subscription. */
  public enum Instruction {
    /** Delete it and say nothing. */
    DELETE(0),
    /** Delete it and answer with no value. */
    DELETE_AND_ANSWER(1),
    /** Keep it and answer with the value, or with none if there is none. */
    KEEP_AND_ANSWER(2),
    /** Keep it and answer if there is a value. */
    KEEP_AND_ANSWER_IF_PRESENT(3);

    private final byte code;

    Instruction(int code) {
      this.code = (byte) code;
    }

    static @Nullable Instruction of(int code) {
      for (Instruction instruction : values()) {
        if (instruction.code == code) {
          return instruction;
        }
      }
      return null;
    }

    public boolean deletes() {
      return this == DELETE || this == DELETE_AND_ANSWER;
    }
  }

  /**
   * A subscription.
   *
   * @param hash of the serialized left value, null if that is null
   * @param primaryKey serialized
   * @param primaryPartition of the left record, where the answer goes; -1 if not known
   */
  public Subscription(
      Instruction instruction, byte @Nullable [] hash, byte[] primaryKey, int primaryPartition) {
    this.instruction = instruction;
    this.hash = hash;
    this.primaryKey = primaryKey;
    this.primaryPartition = primaryPartition;
  }

  /** For the registration topic and the store. */
  public static Serde<Subscription> serde() {
    return Serdes.serdeFrom(
        (topic, subscription) -> subscription == null ? null : subscription.encode(),
        (topic, bytes) -> bytes == null ? null : decode(bytes));
  }

  public byte[] encode() {
    int hashLength = hash == null ? 0 : Murmur3.LENGTH;
    ByteBuffer buffer = ByteBuffer.allocate(6 + hashLength + primaryKey.length);
    buffer.put((byte) (hash == null ? VERSION | NO_HASH : VERSION));
    buffer.put(instruction.code);
    if (hash != null) {
      buffer.put(hash);
    }
    return buffer.put(primaryKey).putInt(primaryPartition).array();
  }

  /** The {@link #primaryPartition} of an encoded subscription, read without the rest. */
  public static int primaryPartition(byte[] encoded) {
    return (encoded[0] & ~NO_HASH & 0xff) == 0
        ? -1
        : ByteBuffer.wrap(encoded).getInt(encoded.length - 4);
  }

  /**
   * Reads a subscription of any version.
   *
   * @throws WireException if the bytes are none
   */
  public static Subscription decode(byte[] bytes) {
    int version = bytes.length == 0 ? -1 : bytes[0] & ~NO_HASH & 0xff;
    if (version != 0 && version != VERSION) {
      throw new WireException(
          "a foreign-key subscription has version 0 or 1, not "
              + version
              + "; was it written by a"
              + " newer library?");
    }
    boolean hashed = (bytes[0] & NO_HASH) == 0;
    int partitionLength = version == 0 ? 0 : 4;
    int keyLength = bytes.length - 2 - (hashed ? Murmur3.LENGTH : 0) - partitionLength;
    int code = bytes.length < 2 ? -1 : bytes[1];
    Instruction instruction = Instruction.of(code);
    if (keyLength < 0 || instruction == null) {
      throw new WireException(
          "a foreign-key subscription of " + bytes.length + " bytes with instruction " + code);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 2, bytes.length - 2);
    byte[] hash = hashed ? new byte[Murmur3.LENGTH] : null;
    if (hash != null) {
      buffer.get(hash);
    }
    byte[] key = new byte[keyLength];
    buffer.get(key);
    int partition = version == 0 ? -1 : buffer.getInt();
    return new Subscription(instruction, hash, key, partition);
  }

  public Instruction instruction() {
    return instruction;
  }

  public byte @Nullable [] hash() {
    return hash;
  }

  public byte[] primaryKey() {
    return primaryKey;
  }

  public int primaryPartition() {
    return primaryPartition;
  }
}
