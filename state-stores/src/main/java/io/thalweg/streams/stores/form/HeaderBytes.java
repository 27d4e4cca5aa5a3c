package io.thalweg.streams.stores.form;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * Headers and value of a row in one array, as Kafka Streams gives them to a user's store: the
 * headers' length as a varint, their number, the headers, the value. A header is its key's length
 * and key, its value's length (-1 for null) and value. Without headers it is a 0 and the value.
 */
public final class HeaderBytes {
  private HeaderBytes() {}

  public static byte[] join(Headers headers, byte[] value) {
    byte[] encoded = encode(headers);
    ByteBuffer joined =
        ByteBuffer.allocate(ByteUtils.sizeOfVarint(encoded.length) + encoded.length + value.length);
    ByteUtils.writeVarint(encoded.length, joined);
    return joined.put(encoded).put(value).array();
  }

  /** A value without headers, joined. */
  public static byte[] bare(byte[] value) {
    byte[] joined = new byte[1 + value.length];
    System.arraycopy(value, 0, joined, 1, value.length);
    return joined;
  }

  /** Where the value of a joined array begins. */
  public static int prefix(byte[] joined) {
    ByteBuffer in = ByteBuffer.wrap(joined);
    int length = ByteUtils.readVarint(in);
    return in.position() + length;
  }

  /** The value of a joined array. */
  public static byte[] value(byte[] joined) {
    return Arrays.copyOfRange(joined, prefix(joined), joined.length);
  }

  /** The headers of a joined array. */
  public static Headers headers(byte[] joined) {
    ByteBuffer in = ByteBuffer.wrap(joined);
    int end = ByteUtils.readVarint(in);
    end += in.position();
    RecordHeaders headers = new RecordHeaders();
    if (in.position() < end) {
      ByteUtils.readVarint(in); // how many there are
    }
    while (in.position() < end) {
      byte[] key = bytes(in, ByteUtils.readVarint(in));
      int length = ByteUtils.readVarint(in);
      headers.add(
          new RecordHeader(
              new String(key, StandardCharsets.UTF_8), length < 0 ? null : bytes(in, length)));
    }
    return headers;
  }

  /** The length of the headers' bytes. */
  public static int size(Headers headers) {
    int count = count(headers);
    int size = 0;
    for (Header header : headers) {
      size += sized(header.key().getBytes(StandardCharsets.UTF_8)) + sized(header.value());
    }
    return count == 0 ? 0 : ByteUtils.sizeOfVarint(count) + size;
  }

  private static byte[] encode(Headers headers) {
    ByteBuffer out = ByteBuffer.allocate(size(headers));
    if (out.hasRemaining()) {
      ByteUtils.writeVarint(count(headers), out);
    }
    for (Header header : headers) {
      write(header.key().getBytes(StandardCharsets.UTF_8), out);
      write(header.value(), out);
    }
    return out.array();
  }

  private static int count(Headers headers) {
    int count = 0;
    for (Iterator<Header> each = headers.iterator(); each.hasNext(); each.next()) {
      count++;
    }
    return count;
  }

  private static int sized(byte @Nullable [] bytes) {
    int length = bytes == null ? -1 : bytes.length;
    return ByteUtils.sizeOfVarint(length) + Math.max(0, length);
  }

  private static void write(byte @Nullable [] bytes, ByteBuffer out) {
    ByteUtils.writeVarint(bytes == null ? -1 : bytes.length, out);
    if (bytes != null) {
      out.put(bytes);
    }
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
