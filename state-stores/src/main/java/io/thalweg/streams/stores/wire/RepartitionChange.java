package io.thalweg.streams.stores.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * An update on its way to a table aggregation through a repartition topic.
 *
 * <pre>
 * old 0                         only an old value
 * new 1                         only a new value
 * newLength(varint) new old 2   both, for one row (KIP-904)
 * </pre>
 *
 * For members before 3.5 in the group ({@code upgrade.from}) both go as two records, the old value
 * first.
 */
public final class RepartitionChange {
  private static final byte OLD = 0;
  private static final byte NEW = 1;
  private static final byte BOTH = 2;

  private final byte @Nullable [] now;
  private final byte @Nullable [] old;

  /** A change with at least one value. */
  public RepartitionChange(byte @Nullable [] now, byte @Nullable [] old) {
    if (now == null && old == null) {
      throw new IllegalArgumentException("A change without a value cannot be written");
    }
    this.now = now;
    this.old = old;
  }

  public byte[] encode() {
    if (now == null) {
      return flagged(old, OLD);
    }
    if (old == null) {
      return flagged(now, NEW);
    }
    int length = ByteUtils.sizeOfVarint(now.length) + now.length + old.length + 1;
    ByteBuffer buffer = ByteBuffer.allocate(length);
    ByteUtils.writeVarint(now.length, buffer);
    return buffer.put(now).put(old).put(BOTH).array();
  }

  /**
   * Reads a change.
   *
   * @throws WireException if the bytes are none
   */
  public static RepartitionChange decode(byte[] bytes) {
    int end = bytes.length - 1;
    int flag = bytes.length == 0 ? -1 : bytes[end];
    return switch (flag) {
      case OLD -> new RepartitionChange(null, Arrays.copyOf(bytes, end));
      case NEW -> new RepartitionChange(Arrays.copyOf(bytes, end), null);
      case BOTH -> both(ByteBuffer.wrap(bytes, 0, end));
      default ->
          throw new WireException(
              "a change in a repartition topic ends with 0, 1 or 2, not "
                  + flag
                  + "; was it written by a newer library?");
    };
  }

  public byte @Nullable [] now() {
    return now;
  }

  public byte @Nullable [] old() {
    return old;
  }

  private static RepartitionChange both(ByteBuffer buffer) {
    try {
      int length = ByteUtils.readVarint(buffer);
      if (length < 0 || length > buffer.remaining()) {
        throw new WireException("a change in a repartition topic has a new value of " + length);
      }
      byte[] now = new byte[length];
      buffer.get(now);
      byte[] old = new byte[buffer.remaining()];
      buffer.get(old);
      return new RepartitionChange(now, old);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new WireException("a change in a repartition topic has no length of its new value");
    }
  }

  private static byte[] flagged(byte @Nullable [] value, byte flag) {
    byte[] present = value == null ? new byte[0] : value;
    byte[] flagged = Arrays.copyOf(present, present.length + 1);
    flagged[present.length] = flag;
    return flagged;
  }
}
