package io.thalweg.streams.stores.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A row of the buffers of {@code suppress} and of stream-table joins with grace.
 *
 * <pre>
 * timestamp(8) offset(8) topicLength(4) topic partition(4)
 * headers(4) { keyLength(4) key valueLength(4) value }
 * priorLength(4) prior oldLength(4) old newLength(4) new time(8)
 * </pre>
 *
 * Length -1 is null; an old length of -2 says that the old value is the prior one. The grace buffer
 * has neither prior nor old values, and 0 for time, which is in its keys.
 */
public final class BufferedChange {
  /** The header of suppress changelog records that says which format they have: this one. */
  public static final Header VERSION = new RecordHeader("v", new byte[] {3});

  private static final int AS_PRIOR = -2;

  private final RecordOrigin origin;
  private final byte @Nullable [] prior;
  private final byte @Nullable [] old;
  private final byte @Nullable [] now;
  private final long time;

  /**
   * A row with these values, null for none.
   *
   * @param origin of the latest update
   * @param prior the value downstream has seen last
   * @param old the value before the latest update
   * @param now the value
   * @param time by which rows are ordered: that of the first update
   */
  public BufferedChange(
      RecordOrigin origin,
      byte @Nullable [] prior,
      byte @Nullable [] old,
      byte @Nullable [] now,
      long time) {
    this.origin = origin;
    this.prior = prior;
    this.old = old;
    this.now = now;
    this.time = time;
  }

  public RecordOrigin origin() {
    return origin;
  }

  public byte @Nullable [] prior() {
    return prior;
  }

  public byte @Nullable [] old() {
    return old;
  }

  public byte @Nullable [] now() {
    return now;
  }

  public long time() {
    return time;
  }

  public byte[] encode() {
    byte[] topic = origin.topic().getBytes(UTF_8);
    boolean asPrior = oldIsPrior();
    int length = origin.length(topic) + 20 + Fields.length(prior) + Fields.length(now);
    ByteBuffer buffer = ByteBuffer.allocate(asPrior ? length : length + Fields.length(old));
    origin.write(buffer, topic);
    Fields.write(buffer, prior);
    if (asPrior) {
      buffer.putInt(AS_PRIOR);
    } else {
      Fields.write(buffer, old);
    }
    Fields.write(buffer, now);
    return buffer.putLong(time).array();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws WireException if the bytes are something else
   */
  public static BufferedChange decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      RecordOrigin origin = RecordOrigin.read(buffer);
      byte[] prior = Fields.read(buffer, "prior value");
      int oldLength = buffer.getInt();
      byte[] old = oldLength == AS_PRIOR ? prior : Fields.read(buffer, oldLength, "old value");
      byte[] now = Fields.read(buffer, "new value");
      return new BufferedChange(origin, prior, old, now, buffer.getLong());
    } catch (BufferUnderflowException e) {
      throw new WireException("a buffered change of " + bytes.length + " bytes ends too early");
    }
  }

  /** The time in encoded bytes, without reading the rest. */
  public static long timeOf(byte[] bytes) {
    if (bytes.length < 8) {
      throw new WireException("a buffered change of " + bytes.length + " bytes has no time");
    }
    return ByteBuffer.wrap(bytes).getLong(bytes.length - 8);
  }

  /** What Kafka Streams counts as the row's size, in bytes: what size limits are about. */
  public long countedSize(byte[] key) {
    long values =
        Fields.length(prior) + (long) Fields.length(now) + (oldIsPrior() ? 0 : Fields.length(old));
    return key.length + 8L + origin.countedSize() + values;
  }

  private boolean oldIsPrior() {
    return prior != null && Arrays.equals(prior, old);
  }
}
