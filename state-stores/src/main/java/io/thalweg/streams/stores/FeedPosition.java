package io.thalweg.streams.stores;

import java.nio.ByteBuffer;
import org.apache.kafka.common.Uuid;

/**
 * How far a partition has been read from which a store without a changelog of its own is fed.
 *
 * @param next the next offset to read
 * @param topicId the topic's id, zero if unknown
 */
public record FeedPosition(long next, Uuid topicId) {
  private static final int LENGTH = 24;

  byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .putLong(next)
        .putLong(topicId.getMostSignificantBits())
        .putLong(topicId.getLeastSignificantBits())
        .array();
  }

  static FeedPosition decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new FeedPosition(buffer.getLong(), new Uuid(buffer.getLong(), buffer.getLong()));
  }
}
