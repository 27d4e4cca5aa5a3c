package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.JoinStores;
import io.thalweg.streams.dsl.draft.Names;
import io.thalweg.streams.dsl.draft.Repartitions;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StreamJoinNodes;
import io.thalweg.streams.dsl.view.StreamJoinedView;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Appends one join of two streams: names, stores, repartition topics. */
final class StreamJoins {
  private final Draft draft;
  private final Kind kind;
  private final JoinWindows windows;
  private final StreamJoinedView<?, ?, ?> options;

  /** Which records make results without a partner, and how names tell. */
  enum Kind {
    INNER("JOINTHIS", "JOINOTHER", "-this-join", "-other-join", ""),
    LEFT("JOINTHIS", "OUTEROTHER", "-this-join", "-outer-other-join", "-left-shared-join"),
    OUTER("OUTERTHIS", "OUTEROTHER", "-outer-this-join", "-outer-other-join", "-outer-shared-join");

    private final String thisPrefix;
    private final String otherPrefix;
    private final String thisSuffix;
    private final String otherSuffix;
    private final String sharedSuffix;

    Kind(
        String thisPrefix,
        String otherPrefix,
        String thisSuffix,
        String otherSuffix,
        String sharedSuffix) {
      this.thisPrefix = "KSTREAM-" + thisPrefix + "-";
      this.otherPrefix = "KSTREAM-" + otherPrefix + "-";
      this.thisSuffix = thisSuffix;
      this.otherSuffix = otherSuffix;
      this.sharedSuffix = sharedSuffix;
    }
  }

  StreamJoins(Draft draft, Kind kind, JoinWindows windows, StreamJoinedView<?, ?, ?> options) {
    this.draft = draft;
    this.kind = kind;
    this.windows = windows;
    this.options = options;
  }

  /** Appends the join below both flows; the result is the flow of joined records. */
  Flow append(Flow left, Flow right, ValueJoinerWithKey<Object, Object, Object, Object> joiner) {
    checkSuppliers();
    Flow leftInput = partitioned(left, options.valueSerde(), "-left");
    Flow rightInput = partitioned(right, options.otherValueSerde(), "-right");
    Names names = draft.names();
    String leftWindow = node("-this-windowed", "KSTREAM-WINDOWED-");
    String rightWindow = node("-other-windowed", "KSTREAM-WINDOWED-");
    String leftGenerated = names.node(kind.thisPrefix);
    String rightGenerated = names.node(kind.otherPrefix);
    String merge = node("-merge", "KSTREAM-MERGE-");
    String shared = "KSTREAM-OUTERSHARED-" + leftGenerated.substring(kind.thisPrefix.length());
    JoinStores stores =
        new JoinStores(
            options,
            windows,
            storeName(options.thisStoreSupplier(), kind.thisSuffix, leftGenerated),
            storeName(options.otherStoreSupplier(), kind.otherSuffix, rightGenerated));
    StreamJoinNodes nodes =
        new StreamJoinNodes(
            new StreamJoinNodes.Side(
                leftInput.node(), leftWindow, given(kind.thisSuffix, leftGenerated), stores.left()),
            new StreamJoinNodes.Side(
                rightInput.node(),
                rightWindow,
                given(kind.otherSuffix, rightGenerated),
                stores.right()),
            merge,
            new OperatorSpec.JoinSpan(windows.beforeMs, windows.afterMs, windows.gracePeriodMs()),
            joiner,
            kind == Kind.INNER
                ? null
                : new StreamJoinNodes.Outer(stores.shared(sharedName(shared)), kind == Kind.OUTER),
            false);
    draft.add(new Step.StreamJoin(nodes));
    Flow result = leftInput.withSources(leftInput.sourcesWith(rightInput));
    draft.add(new Step.Copartition(result.sources()));
    return result.at(merge).withKeySerde(options.keySerde()).withValueSerde(null);
  }

  /** The flow, through a repartition topic if its key may have changed. */
  private Flow partitioned(Flow flow, @Nullable Serde<?> value, String suffix) {
    if (!flow.rekeyed()) {
      return flow;
    }
    Serde<?> key = options.keySerde();
    Flow typed =
        flow.withKeySerde(key != null ? key : flow.keySerde())
            .withValueSerde(value != null ? value : flow.valueSerde());
    String name = options.name();
    return Repartitions.forJoin(draft, typed, name == null ? null : name + suffix);
  }

  private String node(String suffix, String prefix) {
    String name = options.name();
    return draft.names().node(name == null ? null : name + suffix, prefix);
  }

  private String given(String suffix, String generated) {
    String name = options.name();
    return name == null ? generated : name + suffix;
  }

  private String storeName(
      @Nullable WindowBytesStoreSupplier supplier, String suffix, String generated) {
    if (supplier != null) {
      return noted(supplier.name());
    }
    String given = options.storeName();
    return noted((given == null ? generated : given + suffix) + "-store");
  }

  private String sharedName(String generated) {
    WindowBytesStoreSupplier supplier = options.thisStoreSupplier();
    String given = supplier != null ? supplier.name() : options.storeName();
    return noted((given == null ? generated : given + kind.sharedSuffix) + "-store");
  }

  /** Suppliers do not count: with them alone, Kafka Streams says that stores have no names. */
  private String noted(String store) {
    if (options.storeName() == null) {
      draft.names().notGiven(store);
    }
    return store;
  }

  private void checkSuppliers() {
    WindowBytesStoreSupplier left = options.thisStoreSupplier();
    WindowBytesStoreSupplier right = options.otherStoreSupplier();
    if (left != null && right != null && left.name().equals(right.name())) {
      throw new StreamsException(
          "Both store suppliers of a join have the name "
              + left.name()
              + ": each side needs a store of its own");
    }
    check(left);
    check(right);
  }

  private void check(@Nullable WindowBytesStoreSupplier supplier) {
    if (supplier == null) {
      return;
    }
    long retention = windows.size() + windows.gracePeriodMs();
    if (supplier.retentionPeriod() != retention || supplier.windowSize() != windows.size()) {
      throw new StreamsException(
          "Store supplier "
              + supplier.name()
              + " has window size "
              + supplier.windowSize()
              + " ms and retention "
              + supplier.retentionPeriod()
              + " ms; "
              + windows
              + " needs window size "
              + windows.size()
              + " ms and retention "
              + retention
              + " ms");
    }
    if (!supplier.retainDuplicates()) {
      throw new StreamsException(
          "Store supplier "
              + supplier.name()
              + " does not retain duplicates, which a join needs: make it with"
              + " retainDuplicates=true");
    }
  }
}
