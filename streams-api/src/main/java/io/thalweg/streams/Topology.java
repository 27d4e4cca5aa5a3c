package io.thalweg.streams;

import io.thalweg.streams.dsl.GlobalTables;
import io.thalweg.streams.dsl.UserProcessors;
import io.thalweg.streams.dsl.draft.PlanBuilder;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.processor.TimestampExtractor;
import io.thalweg.streams.processor.TopicNameExtractor;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.state.BuiltInDslStoreSuppliers;
import io.thalweg.streams.state.DslStoreSuppliers;
import io.thalweg.streams.state.StoreBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of an application and how they are connected. Names must be unique, parents must be
 * there before their children, and a topic is read by one source only; otherwise methods throw a
 * {@link io.thalweg.streams.errors.TopologyException}. Serializers and deserializers that are left
 * out or null come from the configuration. Not thread-safe while it is built.
 */
public class Topology {
  final PlanBuilder plan;
  private final @Nullable TopologyConfig config;

  /** A topology without nodes. */
  public Topology() {
    this.config = null;
    this.plan = new PlanBuilder(null);
  }

  /**
   * As {@link #Topology()}; where {@code topologyConfig} chooses stores, it decides, and its {@code
   * processor.wrapper.class} wraps what is added.
   *
   * @throws org.apache.kafka.common.config.ConfigException if that class is no processor wrapper
   */
  public Topology(TopologyConfig topologyConfig) {
    this.config = Objects.requireNonNull(topologyConfig, "topologyConfig cannot be null");
    this.plan = new PlanBuilder(topologyConfig.processorWrapper());
  }

  /** Adds a source that reads topics. */
  public Topology addSource(String name, String... topics) {
    return source(name, names(topics), null, null, null, null);
  }

  /** Adds a source that reads the topics whose names match. */
  public Topology addSource(String name, Pattern topicPattern) {
    return source(name, matching(topicPattern), null, null, null, null);
  }

  /** Adds a source that starts as {@code offsetReset} says where nothing was committed. */
  public Topology addSource(@Nullable AutoOffsetReset offsetReset, String name, String... topics) {
    return source(name, names(topics), null, null, null, offsetReset);
  }

  /** Adds a source that starts as {@code offsetReset} says where nothing was committed. */
  public Topology addSource(
      @Nullable AutoOffsetReset offsetReset, String name, Pattern topicPattern) {
    return source(name, matching(topicPattern), null, null, null, offsetReset);
  }

  /** Adds a source with its own timestamps. */
  public Topology addSource(
      @Nullable TimestampExtractor timestampExtractor, String name, String... topics) {
    return source(name, names(topics), null, null, timestampExtractor, null);
  }

  /** Adds a source with its own timestamps. */
  public Topology addSource(
      @Nullable TimestampExtractor timestampExtractor, String name, Pattern topicPattern) {
    return source(name, matching(topicPattern), null, null, timestampExtractor, null);
  }

  /** Adds a source with its own start and timestamps. */
  public Topology addSource(
      @Nullable AutoOffsetReset offsetReset,
      @Nullable TimestampExtractor timestampExtractor,
      String name,
      String... topics) {
    return source(name, names(topics), null, null, timestampExtractor, offsetReset);
  }

  /** Adds a source with its own start and timestamps. */
  public Topology addSource(
      @Nullable AutoOffsetReset offsetReset,
      @Nullable TimestampExtractor timestampExtractor,
      String name,
      Pattern topicPattern) {
    return source(name, matching(topicPattern), null, null, timestampExtractor, offsetReset);
  }

  /** Adds a source with its own deserializers. */
  public <K, V> Topology addSource(
      String name,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      String... topics) {
    return source(name, names(topics), keyDeserializer, valueDeserializer, null, null);
  }

  /** Adds a source with its own deserializers. */
  public <K, V> Topology addSource(
      String name,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      Pattern topicPattern) {
    return source(name, matching(topicPattern), keyDeserializer, valueDeserializer, null, null);
  }

  /** Adds a source with its own start and deserializers. */
  public <K, V> Topology addSource(
      @Nullable AutoOffsetReset offsetReset,
      String name,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      String... topics) {
    return source(name, names(topics), keyDeserializer, valueDeserializer, null, offsetReset);
  }

  /** Adds a source with its own start and deserializers. */
  public <K, V> Topology addSource(
      @Nullable AutoOffsetReset offsetReset,
      String name,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      Pattern topicPattern) {
    return source(
        name, matching(topicPattern), keyDeserializer, valueDeserializer, null, offsetReset);
  }

  /** Adds a source with its own start, timestamps and deserializers. */
  public <K, V> Topology addSource(
      @Nullable AutoOffsetReset offsetReset,
      String name,
      @Nullable TimestampExtractor timestampExtractor,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      String... topics) {
    return source(
        name, names(topics), keyDeserializer, valueDeserializer, timestampExtractor, offsetReset);
  }

  /** Adds a source with its own start, timestamps and deserializers. */
  public <K, V> Topology addSource(
      @Nullable AutoOffsetReset offsetReset,
      String name,
      @Nullable TimestampExtractor timestampExtractor,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      Pattern topicPattern) {
    TopicSelection topics = matching(topicPattern);
    return source(
        name, topics, keyDeserializer, valueDeserializer, timestampExtractor, offsetReset);
  }

  /** Adds a sink that writes what its parents pass on to a topic. */
  public Topology addSink(String name, String topic, String... parentNames) {
    return sink(name, toTopic(topic), null, null, null, parentNames);
  }

  /** Adds a sink with its own partitioner. */
  public <K, V> Topology addSink(
      String name,
      String topic,
      @Nullable StreamPartitioner<? super K, ? super V> partitioner,
      String... parentNames) {
    return sink(name, toTopic(topic), null, null, partitioner, parentNames);
  }

  /** Adds a sink with its own serializers. */
  public <K, V> Topology addSink(
      String name,
      String topic,
      @Nullable Serializer<K> keySerializer,
      @Nullable Serializer<V> valueSerializer,
      String... parentNames) {
    return sink(name, toTopic(topic), keySerializer, valueSerializer, null, parentNames);
  }

  /** Adds a sink with its own serializers and partitioner. */
  public <K, V> Topology addSink(
      String name,
      String topic,
      @Nullable Serializer<K> keySerializer,
      @Nullable Serializer<V> valueSerializer,
      @Nullable StreamPartitioner<? super K, ? super V> partitioner,
      String... parentNames) {
    return sink(name, toTopic(topic), keySerializer, valueSerializer, partitioner, parentNames);
  }

  /** Adds a sink that writes each record to the topic that the extractor names. */
  public <K, V> Topology addSink(
      String name, TopicNameExtractor<? super K, ? super V> topicExtractor, String... parentNames) {
    return sink(name, extracted(topicExtractor), null, null, null, parentNames);
  }

  /** Adds a sink with topics chosen per record and its own partitioner. */
  public <K, V> Topology addSink(
      String name,
      TopicNameExtractor<? super K, ? super V> topicExtractor,
      @Nullable StreamPartitioner<? super K, ? super V> partitioner,
      String... parentNames) {
    return sink(name, extracted(topicExtractor), null, null, partitioner, parentNames);
  }

  /** Adds a sink with topics chosen per record and its own serializers. */
  public <K, V> Topology addSink(
      String name,
      TopicNameExtractor<? super K, ? super V> topicExtractor,
      @Nullable Serializer<K> keySerializer,
      @Nullable Serializer<V> valueSerializer,
      String... parentNames) {
    SinkNode.Target target = extracted(topicExtractor);
    return sink(name, target, keySerializer, valueSerializer, null, parentNames);
  }

  /** Adds a sink with topics chosen per record, its own serializers and partitioner. */
  public <K, V> Topology addSink(
      String name,
      TopicNameExtractor<? super K, ? super V> topicExtractor,
      @Nullable Serializer<K> keySerializer,
      @Nullable Serializer<V> valueSerializer,
      @Nullable StreamPartitioner<? super K, ? super V> partitioner,
      String... parentNames) {
    SinkNode.Target target = extracted(topicExtractor);
    return sink(name, target, keySerializer, valueSerializer, partitioner, parentNames);
  }

  /**
   * Adds a processor below {@code parentNames}, with the stores its supplier brings along.
   *
   * @throws NullPointerException if {@code processorSupplier} is null
   * @throws IllegalArgumentException if it returns the same processor twice
   * @throws TopologyException if the name is taken, there is no parent, or a parent is not there
   */
  public <KIn, VIn, KOut, VOut> Topology addProcessor(
      String name,
      ProcessorSupplier<KIn, VIn, KOut, VOut> processorSupplier,
      String... parentNames) {
    OperatorSpec spec = UserProcessors.process(processorSupplier);
    plan.addProcessor(
        name, spec, Arrays.asList(parentNames), UserProcessors.stores(processorSupplier));
    return this;
  }

  /**
   * As {@link #addGlobalStore(StoreBuilder, String, TimestampExtractor, Deserializer, Deserializer,
   * String, String, ProcessorSupplier)} with the timestamps that the configuration says.
   */
  public <K, V, S extends StateStore> Topology addGlobalStore(
      StoreBuilder<S> storeBuilder,
      String sourceName,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      String topic,
      String processorName,
      ProcessorSupplier<K, V, Void, Void> stateUpdateSupplier) {
    return addGlobalStore(
        storeBuilder,
        sourceName,
        null,
        keyDeserializer,
        valueDeserializer,
        topic,
        processorName,
        stateUpdateSupplier);
  }

  /**
   * Adds a store that every instance has whole: a processor fills it with all records of a topic,
   * those included that are read to load the store at the start. Every other processor may read it
   * without being connected to it. The store's logging does not apply.
   *
   * @throws TopologyException if a name is taken or the topic is read by another source
   */
  public <K, V, S extends StateStore> Topology addGlobalStore(
      StoreBuilder<S> storeBuilder,
      String sourceName,
      @Nullable TimestampExtractor timestampExtractor,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      String topic,
      String processorName,
      ProcessorSupplier<K, V, Void, Void> stateUpdateSupplier) {
    SourceNode source =
        feeding(sourceName, topic, keyDeserializer, valueDeserializer, timestampExtractor);
    Objects.requireNonNull(storeBuilder, "storeBuilder cannot be null");
    GlobalTables.addStore(plan, storeBuilder, source, processorName, stateUpdateSupplier);
    return this;
  }

  /**
   * As {@link #addReadOnlyStateStore(StoreBuilder, String, TimestampExtractor, Deserializer,
   * Deserializer, String, String, ProcessorSupplier)} with the timestamps that the configuration
   * says.
   */
  public <K, V, S extends StateStore> Topology addReadOnlyStateStore(
      StoreBuilder<S> storeBuilder,
      String sourceName,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      String topic,
      String processorName,
      ProcessorSupplier<K, V, Void, Void> stateUpdateSupplier) {
    return addReadOnlyStateStore(
        storeBuilder,
        sourceName,
        null,
        keyDeserializer,
        valueDeserializer,
        topic,
        processorName,
        stateUpdateSupplier);
  }

  /**
   * Adds a store that a processor fills from a topic that serves as the store's changelog: it is
   * never written to, and tasks load their partition of it directly. Connected processors must not
   * write the store. The store's logging does not apply.
   *
   * @throws TopologyException if a name is taken or the topic is read by another source
   */
  public <K, V, S extends StateStore> Topology addReadOnlyStateStore(
      StoreBuilder<S> storeBuilder,
      String sourceName,
      @Nullable TimestampExtractor timestampExtractor,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      String topic,
      String processorName,
      ProcessorSupplier<K, V, Void, Void> stateUpdateSupplier) {
    SourceNode source =
        feeding(sourceName, topic, keyDeserializer, valueDeserializer, timestampExtractor);
    Objects.requireNonNull(storeBuilder, "storeBuilder cannot be null");
    GlobalTables.addReadOnlyStore(plan, storeBuilder, source, processorName, stateUpdateSupplier);
    return this;
  }

  /** Adds a store and lets processors use it. */
  public <S extends StateStore> Topology addStateStore(
      StoreBuilder<S> storeBuilder, String... processorNames) {
    plan.addStore(Objects.requireNonNull(storeBuilder, "storeBuilder cannot be null"));
    for (String processor : processorNames) {
      plan.connect(processor, List.of(storeBuilder.name()));
    }
    return this;
  }

  /** Lets a processor use stores. */
  public Topology connectProcessorAndStateStores(String processorName, String... stateStoreNames) {
    plan.connectAll(processorName, Arrays.asList(stateStoreNames));
    return this;
  }

  /** Describes the topology as it stands. Later additions do not change the description. */
  public TopologyDescription describe() {
    return plan.describe();
  }

  /** The plan to run under a configuration. */
  LogicalPlan plan(StreamsConfig application) {
    Optional<DslStoreSuppliers> own =
        config == null ? Optional.empty() : config.resolveDslStoreSuppliers();
    TopologyConfig outer = new TopologyConfig(application);
    DslStoreFormat format = (config == null ? outer : config).dslStoreFormat();
    return plan.plan(
        own.or(outer::resolveDslStoreSuppliers).orElse(BuiltInDslStoreSuppliers.ROCKS_DB), format);
  }

  private Topology source(
      String name,
      TopicSelection topics,
      @Nullable Deserializer<?> key,
      @Nullable Deserializer<?> value,
      @Nullable TimestampExtractor extractor,
      @Nullable AutoOffsetReset reset) {
    plan.addSource(new SourceNode(name, topics, key, value, extractor, reset));
    return this;
  }

  private static SourceNode feeding(
      String name,
      String topic,
      @Nullable Deserializer<?> key,
      @Nullable Deserializer<?> value,
      @Nullable TimestampExtractor extractor) {
    Objects.requireNonNull(name, "sourceName cannot be null");
    Objects.requireNonNull(topic, "topic cannot be null");
    return new SourceNode(name, names(topic), key, value, extractor, null);
  }

  private Topology sink(
      String name,
      SinkNode.Target target,
      @Nullable Serializer<?> key,
      @Nullable Serializer<?> value,
      @Nullable StreamPartitioner<?, ?> partitioner,
      String... parents) {
    plan.addSink(new SinkNode(name, target, key, value, partitioner), Arrays.asList(parents));
    return this;
  }

  private static TopicSelection names(String... topics) {
    for (String topic : topics) {
      Objects.requireNonNull(topic, "topic names cannot be null");
    }
    return new TopicSelection.Names(List.of(topics));
  }

  private static TopicSelection matching(Pattern pattern) {
    return new TopicSelection.Matching(
        Objects.requireNonNull(pattern, "topicPattern can't be null"));
  }

  private static SinkNode.Target toTopic(String topic) {
    return new SinkNode.Target.Topic(Objects.requireNonNull(topic, "topic must not be null"));
  }

  private static SinkNode.Target extracted(TopicNameExtractor<?, ?> extractor) {
    return new SinkNode.Target.Extracted(
        Objects.requireNonNull(extractor, "topic extractor must not be null"));
  }
}
