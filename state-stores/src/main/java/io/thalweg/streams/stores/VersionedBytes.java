package io.thalweg.streams.stores;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.VersionedBytesStore;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A versioned store as one of bytes: what it returns is the version's 8-byte timestamp and the
 * value. What a versioned store cannot do throws, as with Kafka Streams.
 */
final class VersionedBytes implements VersionedBytesStore {
  private final VersionedKeyValueStore<Bytes, byte[]> versions;

  VersionedBytes(VersionedKeyValueStore<Bytes, byte[]> versions) {
    this.versions = versions;
  }

  @Override
  public long put(Bytes key, byte @Nullable [] value, long timestamp) {
    return versions.put(key, value, timestamp);
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return stamped(versions.get(key));
  }

  @Override
  public byte @Nullable [] get(Bytes key, long asOfTimestamp) {
    return stamped(versions.get(key, asOfTimestamp));
  }

  @Override
  public byte @Nullable [] delete(Bytes key, long timestamp) {
    return stamped(versions.delete(key, timestamp));
  }

  @Override
  public String name() {
    return versions.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    versions.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    versions.commit(changelogOffsets);
  }

  @Override
  public void close() {
    versions.close();
  }

  @Override
  public boolean persistent() {
    return versions.persistent();
  }

  @Override
  public boolean isOpen() {
    return versions.isOpen();
  }

  // ---- what takes a timestamp, or an order of keys ----

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    throw unsupported("put(key, value)", "put(key, value, timestamp)");
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    throw unsupported("putIfAbsent", "put(key, value, timestamp)");
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    throw unsupported("putAll", "put(key, value, timestamp)");
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    throw unsupported("delete(key)", "delete(key, timestamp)");
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    throw unsupported("range", "get(key) or get(key, asOfTimestamp)");
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    throw unsupported("all", "get(key) or get(key, asOfTimestamp)");
  }

  @Override
  public long approximateNumEntries() {
    throw unsupported("approximateNumEntries", "get(key) or get(key, asOfTimestamp)");
  }

  private UnsupportedOperationException unsupported(String call, String instead) {
    return new UnsupportedOperationException(
        "Store " + name() + " is versioned and has no " + call + "; use " + instead);
  }

  private static byte @Nullable [] stamped(@Nullable VersionedRecord<byte[]> version) {
    if (version == null) {
      return null;
    }
    byte[] value = version.value();
    return ByteBuffer.allocate(8 + value.length).putLong(version.timestamp()).put(value).array();
  }
}
