package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.dsl.view.StreamJoinedView;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one stream-stream join: both sides' records, and those without a partner.
 *
 * @param leftName the name of the left side's store
 * @param rightName the right side's
 */
public record JoinStores(
    StreamJoinedView<?, ?, ?> options, JoinWindows windows, String leftName, String rightName) {
  private static final long SHORTEST_SEGMENT_MS = 60_000;

  /** Kafka Streams logs stores of suppliers whatever was said, and compacts their changelogs. */
  private static final StoreSpec.Options SUPPLIED =
      new StoreSpec.Options(false, true, Map.of("cleanup.policy", "compact,delete"));

  public StoreDraft left() {
    return side(leftName, options.valueSerde(), options.thisStoreSupplier());
  }

  public StoreDraft right() {
    return side(rightName, options.otherValueSerde(), options.otherStoreSupplier());
  }

  private StoreDraft side(
      String name, @Nullable Serde<?> value, @Nullable WindowBytesStoreSupplier supplier) {
    long retention = windows.size() + windows.gracePeriodMs();
    StoreSpec spec =
        new StoreSpec(
            name,
            StoreSpec.Kind.WINDOW,
            StoreSpec.Engine.ROCKSDB,
            null,
            options.keySerde(),
            value,
            supplier == null ? logged() : SUPPLIED,
            new StoreSpec.WindowSpec(
                retention, windows.size(), Math.max(retention / 2, SHORTEST_SEGMENT_MS), true));
    return supplier != null ? StoreDraft.fixed(StoreDraft.onSupplier(spec, supplier)) : open(spec);
  }

  /** The store of records without a partner; its rows are bytes. */
  public StoreDraft shared(String name) {
    return open(
        new StoreSpec(
            name,
            StoreSpec.Kind.OUTER_JOIN_BUFFER,
            StoreSpec.Engine.ROCKSDB,
            null,
            Serdes.ByteArray(),
            Serdes.ByteArray(),
            logged(),
            null));
  }

  private StoreDraft open(StoreSpec spec) {
    return new StoreDraft(spec, true, options.dslStoreSuppliers(), EmitStrategy.onWindowUpdate());
  }

  private StoreSpec.Options logged() {
    return new StoreSpec.Options(false, options.loggingEnabled(), options.topicConfig());
  }
}
