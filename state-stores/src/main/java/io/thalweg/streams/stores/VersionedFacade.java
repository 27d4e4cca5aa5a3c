package io.thalweg.streams.stores;

import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.stores.answer.VersionReads;
import io.thalweg.streams.stores.face.FacadeBase;
import io.thalweg.streams.stores.face.Face;
import io.thalweg.streams.stores.form.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A versioned store of a task as processors see it. As with Kafka Streams, the records it returns
 * do not say when they end. Owner thread only.
 */
final class VersionedFacade<K, V> implements VersionedKeyValueStore<K, V>, Face {
  private final VersionedUpkeep versions;
  private final VersionReads<K, V> reads;
  private final Codec<K> keys;
  private final Codec<V> values;
  private final FacadeBase base;

  VersionedFacade(
      VersionedUpkeep versions,
      VersionReads<K, V> reads,
      Codec<K> keys,
      Codec<V> values,
      FacadeBase base) {
    this.versions = versions;
    this.reads = reads;
    this.keys = keys;
    this.values = values;
    this.base = base;
  }

  @Override
  public long put(K key, @Nullable V value, long timestamp) {
    base.checkOpen();
    byte[] rawKey = keys.key(key);
    return versions.put(rawKey, value == null ? null : values.serialize(value), timestamp);
  }

  @Override
  public @Nullable VersionedRecord<V> delete(K key, long timestamp) {
    VersionedRecord<V> before = get(key, timestamp);
    return put(key, null, timestamp) == PUT_RETURN_CODE_NOT_PUT ? null : before;
  }

  @Override
  public @Nullable VersionedRecord<V> get(K key) {
    return reads.get(key);
  }

  @Override
  public @Nullable VersionedRecord<V> get(K key, long asOfTimestamp) {
    VersionedRecord<V> version = reads.get(key, asOfTimestamp);
    return version == null || version.validTo().isEmpty()
        ? version
        : new VersionedRecord<>(version.value(), version.timestamp());
  }

  @Override
  public FacadeBase base() {
    return base;
  }
}
