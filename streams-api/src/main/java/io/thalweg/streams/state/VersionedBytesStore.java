package io.thalweg.streams.state;

import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The bytes store under a versioned store: values with a timestamp, read as of a time. */
public interface VersionedBytesStore extends KeyValueStore<Bytes, byte[]>, TimestampedBytesStore {
  /** As {@link VersionedKeyValueStore#put(Object, Object, long)}. */
  long put(Bytes key, byte @Nullable [] value, long timestamp);

  /** As {@link VersionedKeyValueStore#get(Object, long)}: the version valid at that time. */
  byte @Nullable [] get(Bytes key, long asOfTimestamp);

  /** As {@link VersionedKeyValueStore#delete(Object, long)}. */
  byte @Nullable [] delete(Bytes key, long timestamp);
}
