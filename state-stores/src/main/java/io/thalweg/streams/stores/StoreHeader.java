package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.stores.form.StoreMark;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a store in every batch that changes it, together with the rows.
 *
 * @param layout what the store's rows look like; rows of another layout cannot be read
 * @param mark the store's clock
 * @param changelog the topic the position is about; null if not logged
 * @param position the next offset to read; -1 if from the beginning
 * @param topicId the changelog's id, zero if unknown
 */
record StoreHeader(
    String layout,
    StoreMark mark,
    @Nullable TopicPartition changelog,
    long position,
    Uuid topicId) {

  /** Of a store that never had a row. */
  static StoreHeader blank(String layout, @Nullable TopicPartition changelog) {
    return new StoreHeader(layout, StoreMark.NONE, changelog, -1, Uuid.ZERO_UUID);
  }

  StoreHeader with(StoreMark newMark, long newPosition, Uuid newTopicId) {
    return new StoreHeader(layout, newMark, changelog, newPosition, newTopicId);
  }

  /** Whether its rows and position can be used by a store that looks like {@code other}. */
  boolean fits(StoreHeader other) {
    return layout.equals(other.layout) && Objects.equals(changelog, other.changelog);
  }

  byte[] encode() {
    byte[] name = layout.getBytes(UTF_8);
    byte[] topic = (changelog == null ? "" : changelog.topic()).getBytes(UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(36 + StoreMark.LENGTH + name.length + topic.length);
    buffer.putLong(position);
    buffer.putLong(topicId.getMostSignificantBits()).putLong(topicId.getLeastSignificantBits());
    buffer.putInt(changelog == null ? -1 : changelog.partition());
    buffer.put(mark.encode());
    buffer.putInt(name.length).put(name);
    buffer.putInt(topic.length).put(topic);
    return buffer.array();
  }

  static StoreHeader decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long position = buffer.getLong();
    Uuid topicId = new Uuid(buffer.getLong(), buffer.getLong());
    int partition = buffer.getInt();
    byte[] mark = new byte[StoreMark.LENGTH];
    buffer.get(mark);
    String layout = string(buffer);
    String topic = string(buffer);
    return new StoreHeader(
        layout,
        StoreMark.decode(mark),
        partition < 0 ? null : new TopicPartition(topic, partition),
        position,
        topicId);
  }

  private static String string(ByteBuffer buffer) {
    byte[] text = new byte[buffer.getInt()];
    buffer.get(text);
    return new String(text, UTF_8);
  }
}
