package io.thalweg.streams.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.PlanAccess;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.Topology;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.plan.BuiltStore;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.plan.Subtopology;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.state.BuiltInDslStoreSuppliers;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.WindowStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What the runtime is told: stores, topics, partners, parts. */
@NullUnmarked // a null where none belongs fails the test
class PlanTest {
  private final StreamsBuilder builder = new StreamsBuilder();

  private LogicalPlan plan() {
    return PlanAccess.plan(builder.build());
  }

  private KStream<String, String> in() {
    return builder.stream("in");
  }

  @Test
  void aggregateIsKeptCachedAndLoggedInRocksDbByDefault() {
    in().groupByKey().count(Materialized.as("counts"));
    StoreSpec store = plan().stores().get("counts");
    assertEquals(StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, store.kind());
    assertEquals(StoreSpec.Engine.ROCKSDB, store.engine());
    assertEquals(new StoreSpec.Options(true, true, Map.of()), store.options());
    assertInstanceOf(Serdes.LongSerde.class, store.valueSerde());
    assertNull(store.supplier());
    assertNull(store.window());
  }

  @Test
  void storeOptionsAreThoseOfMaterialized() {
    in().groupByKey()
        .count(
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("a")
                .withCachingDisabled()
                .withLoggingEnabled(Map.of("segment.bytes", "1000")));
    in().groupByKey()
        .count(
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("b").withLoggingDisabled());
    Map<String, StoreSpec> stores = plan().stores();
    assertEquals(
        new StoreSpec.Options(false, true, Map.of("segment.bytes", "1000")),
        stores.get("a").options());
    assertFalse(stores.get("b").options().logging());
  }

  @Test
  void engineIsChosenByMaterializedThenTopologyConfigThenConfig() {
    in().groupByKey()
        .count(
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("chosen")
                .withStoreType(BuiltInDslStoreSuppliers.ROCKS_DB));
    in().groupByKey().count(Materialized.as("open"));
    in().groupByKey().count(Materialized.as(Stores.persistentKeyValueStore("supplied")));
    Map<String, StoreSpec> stores =
        PlanAccess.plan(
                builder.build(),
                Map.of(
                    StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                    BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class))
            .stores();
    assertEquals(StoreSpec.Engine.ROCKSDB, stores.get("chosen").engine());
    assertEquals(StoreSpec.Engine.IN_MEMORY, stores.get("open").engine());
    assertEquals(StoreSpec.Engine.ROCKSDB, stores.get("supplied").engine());
    assertNull(stores.get("supplied").supplier());
  }

  @Test
  void oldConfigOfTheStoreTypeCountsWhenTheNewOneIsNotSet() {
    in().groupByKey().count(Materialized.as("open"));
    Map<String, String> config = Map.of("default.dsl.store", "in_memory");
    LogicalPlan plan = PlanAccess.plan(builder.build(), config);
    assertEquals(StoreSpec.Engine.IN_MEMORY, plan.stores().get("open").engine());
  }

  @Test
  void windowStoreIsSizedByWindowsAndRetention() {
    var windows = TimeWindows.ofSizeAndGrace(Duration.ofMinutes(5), Duration.ofMinutes(1));
    var grouped = in().groupByKey().windowedBy(windows);
    grouped.count(Materialized.as("plain"));
    grouped.count(
        Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("long")
            .withRetention(Duration.ofHours(1)));
    grouped.count(
        Materialized.as(
            Stores.inMemoryWindowStore("own", Duration.ofHours(2), Duration.ofMinutes(5), false)));
    Map<String, StoreSpec> stores = plan().stores();
    assertEquals(
        new StoreSpec.WindowSpec(360_000, 300_000, 180_000, false), stores.get("plain").window());
    assertEquals(
        new StoreSpec.WindowSpec(3_600_000, 300_000, 1_800_000, false),
        stores.get("long").window());
    assertEquals(StoreSpec.Kind.TIMESTAMPED_WINDOW, stores.get("own").kind());
    assertEquals(StoreSpec.Engine.IN_MEMORY, stores.get("own").engine());
    assertEquals(7_200_000, stores.get("own").window().retentionMs());
    assertEquals(360_000, stores.get("own").window().changelogRetentionMs());
  }

  @Test
  void resultsOnCloseAreCachedOfTimeWindowsOnly() {
    in().groupByKey()
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
        .emitStrategy(EmitStrategy.onWindowClose())
        .count(Materialized.as("w"));
    in().groupByKey()
        .windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(Duration.ofMinutes(1)))
        .emitStrategy(EmitStrategy.onWindowClose())
        .count(Materialized.as("s"));
    assertTrue(plan().stores().get("w").options().caching());
    assertFalse(plan().stores().get("s").options().caching());
  }

  @Test
  void repartitionTopicHasThePartitionsAskedForAndIsReadFailingOnBadTimestamps() {
    in().repartition(Repartitioned.<String, String>as("a").withNumberOfPartitions(7)).to("x");
    builder.<String, String>stream("in2").groupBy((k, v) -> v, Grouped.as("b")).count();
    LogicalPlan plan = plan();
    assertEquals(OptionalInt.of(7), plan.repartitionTopics().get("a-repartition").partitions());
    assertEquals(OptionalInt.empty(), plan.repartitionTopics().get("b-repartition").partitions());
  }

  @Test
  void joinPartnersMustHaveEqualPartitionCounts() {
    KTable<String, String> table = builder.table("t");
    in().selectKey((k, v) -> v)
        .join(table, (l, r) -> l)
        .join(builder.<String, String>table("u"), (l, r) -> l);
    assertEquals(
        List.of(
            Set.of("KSTREAM-SOURCE-0000000007", "KSTREAM-SOURCE-0000000001"),
            Set.of(
                "KSTREAM-SOURCE-0000000007",
                "KSTREAM-SOURCE-0000000001",
                "KSTREAM-SOURCE-0000000010")),
        plan().copartitionGroups());
  }

  @Test
  void joinNamesTheTableItReadsAndTheStoreBelowIt() {
    KTable<String, String> filtered = builder.<String, String>table("t").filter((k, v) -> true);
    in().join(filtered, (l, r) -> l);
    LogicalPlan plan = plan();
    OperatorNode join = (OperatorNode) plan.node("KSTREAM-JOIN-0000000005");
    OperatorSpec.StreamTableJoin spec = (OperatorSpec.StreamTableJoin) join.spec();
    assertEquals("KTABLE-FILTER-0000000003", spec.tableNode());
    assertEquals(List.of("t-STATE-STORE-0000000000"), join.stores());
    OperatorNode source = (OperatorNode) plan.node("KTABLE-SOURCE-0000000002");
    assertEquals(new OperatorSpec.TableSource("t-STATE-STORE-0000000000", false), source.spec());
  }

  @Test
  void tableThatNobodyReadsHasNoStore() {
    builder.<String, String>table("t").toStream().to("o");
    LogicalPlan plan = plan();
    assertEquals(Map.of(), plan.stores());
    OperatorNode source = (OperatorNode) plan.node("KTABLE-SOURCE-0000000002");
    assertEquals(new OperatorSpec.TableSource(null, false), source.spec());
  }

  @Test
  void sourceTopicIsTheChangelogOnlyWhenAskedFor() {
    builder.<String, String>table("t", Materialized.as("s"));
    assertEquals(Map.of(), plan().sourceTopicChangelogs());
    StreamsBuilder other = new StreamsBuilder();
    other.<String, String>table("t", Materialized.as("s"));
    in(other).toTable(Materialized.as("not-a-topic"));
    Properties reuse = new Properties();
    reuse.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, "reuse.ktable.source.topics");
    assertEquals(Map.of("s", "t"), PlanAccess.plan(other.build(reuse)).sourceTopicChangelogs());
  }

  private static KStream<String, String> in(StreamsBuilder builder) {
    return builder.stream("in");
  }

  @Test
  void unknownOptimizationIsRefused() {
    Properties unknown = new Properties();
    unknown.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, "everything");
    assertThrows(ConfigException.class, () -> builder.build(unknown));
  }

  @Test
  void splitSendsToItsChildrenInOrder() {
    in().split().branch((k, v) -> true).branch((k, v) -> false).defaultBranch();
    OperatorNode split = (OperatorNode) plan().node("KSTREAM-BRANCH-0000000001");
    List<OperatorSpec.Branch.Arm> arms = ((OperatorSpec.Branch) split.spec()).arms();
    assertEquals(
        List.of(
            "KSTREAM-BRANCH-00000000011",
            "KSTREAM-BRANCH-00000000012",
            "KSTREAM-BRANCH-00000000010"),
        arms.stream().map(OperatorSpec.Branch.Arm::child).toList());
    assertNull(arms.get(2).predicate());
  }

  @Test
  void partsShareNeitherEdgesNorStores() {
    builder.<String, String>stream("a").to("oa");
    KTable<String, String> table = builder.table("t", Materialized.as("s"));
    in().selectKey((k, v) -> v).join(table, (l, r) -> l).to("o");
    List<Subtopology> parts = plan().subtopologies();
    assertEquals(List.of(0, 1, 2), parts.stream().map(Subtopology::id).toList());
    assertEquals(
        List.of(Set.of(), Set.of("s"), Set.of()), parts.stream().map(Subtopology::stores).toList());
    assertEquals(
        List.of("KSTREAM-SOURCE-0000000004", "KSTREAM-KEY-SELECT-0000000005"),
        parts.get(2).nodes().stream().map(PlanNode::name).limit(2).toList());
  }

  @Test
  void windowedKeysGoWhereTheirKeyGoes() {
    builder.stream("in", io.thalweg.streams.kstream.Consumed.with(Serdes.String(), Serdes.String()))
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
        .count()
        .toStream()
        .to("o");
    SinkNode sink = (SinkNode) plan().node("KSTREAM-SINK-0000000004");
    @SuppressWarnings("unchecked")
    StreamPartitioner<Object, Object> partitioner =
        (StreamPartitioner<Object, Object>) sink.partitioner();
    for (String key : List.of("a", "b", "somewhat longer")) {
      int expected = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % 10;
      assertEquals(
          Optional.of(Set.of(expected)),
          partitioner.partitions("o", new Windowed<>(key, new TimeWindow(5, 9)), 1L, 10));
    }
  }

  @Test
  void givenPartitionerStays() {
    StreamPartitioner<String, String> all = (topic, k, v, count) -> Optional.empty();
    in().to("o", Produced.streamPartitioner(all));
    SinkNode sink = (SinkNode) plan().node("KSTREAM-SINK-0000000001");
    assertSame(all, sink.partitioner());
  }

  @Test
  void builderOfTheUserIsKeptAsItIs() {
    StoreBuilder<StateStore> own = new OwnBuilder();
    builder.addStateStore(own).addStateStore(own);
    StoreSpec spec = plan().stores().get("own");
    assertEquals(new BuiltStore(own), spec.supplier());
    assertTrue(spec.options().logging());
  }

  @Test
  void plansOfOneTopologyDoNotChangeAfterwards() {
    KStream<String, String> stream = in();
    stream.to("o1");
    Topology topology = builder.build();
    LogicalPlan before = PlanAccess.plan(topology);
    stream.to("o2");
    builder.build();
    assertEquals(2, before.nodes().size());
    assertEquals(3, PlanAccess.plan(topology).nodes().size());
    assertThrows(UnsupportedOperationException.class, () -> before.nodes().clear());
  }

  /** A builder that is none of ours. */
  private static final class OwnBuilder implements StoreBuilder<StateStore> {
    @Override
    public StoreBuilder<StateStore> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<StateStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<StateStore> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<StateStore> withLoggingDisabled() {
      return this;
    }

    @Override
    public StateStore build() {
      throw new UnsupportedOperationException("not built here");
    }

    @Override
    public Map<String, String> logConfig() {
      return new HashMap<>();
    }

    @Override
    public boolean loggingEnabled() {
      return true;
    }

    @Override
    public String name() {
      return "own";
    }
  }
}
