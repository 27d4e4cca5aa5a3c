package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.StreamJoined;
import io.thalweg.streams.state.DslStoreSuppliers;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link StreamJoined}. */
public final class StreamJoinedView<K, V1, V2> extends StreamJoined<K, V1, V2> {
  /** Copies {@code streamJoined}. */
  public StreamJoinedView(StreamJoined<K, V1, V2> streamJoined) {
    super(streamJoined);
  }

  /** Key serde, or null. */
  public @Nullable Serde<K> keySerde() {
    return keySerde;
  }

  /** Value serde of this stream, or null. */
  public @Nullable Serde<V1> valueSerde() {
    return valueSerde;
  }

  /** Value serde of the other stream, or null. */
  public @Nullable Serde<V2> otherValueSerde() {
    return otherValueSerde;
  }

  /** Kind of built-in stores, or null. */
  public @Nullable DslStoreSuppliers dslStoreSuppliers() {
    return dslStoreSuppliers;
  }

  /** Supplier of this stream's store, or null. */
  public @Nullable WindowBytesStoreSupplier thisStoreSupplier() {
    return thisStoreSupplier;
  }

  /** Supplier of the other store, or null. */
  public @Nullable WindowBytesStoreSupplier otherStoreSupplier() {
    return otherStoreSupplier;
  }

  /** Name of the processors, or null. */
  public @Nullable String name() {
    return name;
  }

  /** Base name of the stores, or null. */
  public @Nullable String storeName() {
    return storeName;
  }

  /** Whether the changelogs are on. */
  public boolean loggingEnabled() {
    return loggingEnabled;
  }

  /** Topic configs of the changelogs. */
  public Map<String, String> topicConfig() {
    return topicConfig;
  }
}
