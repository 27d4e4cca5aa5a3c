package io.thalweg.streams.stores.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Where a record came from, kept with it while it waits. */
public record RecordOrigin(
    long timestamp, long offset, String topic, int partition, Headers headers) {
  /** Bytes besides the topic and the headers. */
  private static final int FIXED = 28;

  /** The bytes of {@code timestamp offset topic partition headers}, as encoded. */
  int length(byte[] topicBytes) {
    int length = FIXED + topicBytes.length;
    for (Header header : headers) {
      length += 8 + header.key().getBytes(UTF_8).length + Fields.length(header.value());
    }
    return length;
  }

  void write(ByteBuffer buffer, byte[] topicBytes) {
    buffer.putLong(timestamp).putLong(offset);
    buffer.putInt(topicBytes.length).put(topicBytes).putInt(partition);
    int count = buffer.position();
    buffer.putInt(0);
    int headerCount = 0;
    for (Header header : headers) {
      Fields.write(buffer, header.key().getBytes(UTF_8));
      Fields.write(buffer, header.value());
      headerCount++;
    }
    buffer.putInt(count, headerCount);
  }

  static RecordOrigin read(ByteBuffer buffer) {
    long timestamp = buffer.getLong();
    long offset = buffer.getLong();
    String topic = new String(Fields.readPresent(buffer, "topic"), UTF_8);
    int partition = buffer.getInt();
    int count = buffer.getInt();
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < count; i++) {
      String key = new String(Fields.readPresent(buffer, "header key"), UTF_8);
      headers.add(key, Fields.read(buffer, "header value"));
    }
    return new RecordOrigin(timestamp, offset, topic, partition, headers);
  }

  /** Its share of what Kafka Streams counts as the size of a buffered row. */
  long countedSize() {
    long size = 8L + 8 + 4 + topic.length();
    for (Header header : headers) {
      size += header.key().getBytes(UTF_8).length + (long) Fields.length(header.value());
    }
    return size;
  }
}
