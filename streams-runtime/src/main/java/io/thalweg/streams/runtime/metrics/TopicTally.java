package io.thalweg.streams.runtime.metrics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Records and bytes between one node of a task and one topic since they were last reported. Owner:
 * the task's thread.
 */
public final class TopicTally {
  private static final int FIXED_BYTES = Long.BYTES + Long.BYTES + Integer.BYTES;

  private final String node;
  private final String topic;
  private final boolean consumed;
  private final int perRecord;
  private long records; // owner: the task's thread
  private long bytes; // owner: the task's thread
  private long dropped; // owner: the task's thread

  TopicTally(String node, String topic, boolean consumed) {
    this.node = node;
    this.topic = topic;
    this.consumed = consumed;
    this.perRecord = FIXED_BYTES + topic.length();
  }

  String node() {
    return node;
  }

  String topic() {
    return topic;
  }

  boolean consumed() {
    return consumed;
  }

  /** A record that was read. */
  public void add(ConsumerRecord<byte[], byte[]> record) {
    records++;
    bytes += size(record.key(), record.value(), record.headers());
  }

  /** A record that was sent. */
  public void add(ProducerRecord<byte[], byte[]> record) {
    records++;
    bytes += size(record.key(), record.value(), record.headers());
  }

  /** A record that was sent and refused. */
  public void takeBack(ProducerRecord<byte[], byte[]> record) {
    records--;
    bytes -= size(record.key(), record.value(), record.headers());
  }

  /** A record that is left out because a handler said so. */
  public void drop() {
    dropped++;
  }

  private long size(byte[] key, byte[] value, Headers headers) {
    long size = perRecord;
    size += key == null ? 0 : key.length;
    size += value == null ? 0 : value.length;
    Header[] all = headers.toArray();
    for (Header header : all) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }

  long takeRecords() {
    long taken = records;
    records = 0;
    return taken;
  }

  long takeDropped() {
    long taken = dropped;
    dropped = 0;
    return taken;
  }

  long takeBytes() {
    long taken = bytes;
    bytes = 0;
    return taken;
  }
}
