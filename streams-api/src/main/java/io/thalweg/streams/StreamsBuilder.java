package io.thalweg.streams;

import io.thalweg.streams.dsl.DslSources;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.GlobalKTable;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.StoreBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Where a topology in the fluent language begins. Options left out come from the configuration when
 * the application starts. Not thread-safe. Arguments must not be null.
 */
public class StreamsBuilder {
  /** What {@link #build()} fills. */
  protected final Topology topology;

  private final DslSources sources = new DslSources();
  private final boolean explicitNames;
  private final boolean processorsCountAsChanges;

  /** A builder without anything. */
  public StreamsBuilder() {
    this.topology = new Topology();
    this.explicitNames = false;
    this.processorsCountAsChanges = false;
  }

  /**
   * As {@link #StreamsBuilder()}. Where {@code topologyConfig} chooses stores, it decides; with
   * {@code ensure.explicit.internal.resource.naming} the topology is refused if an internal topic
   * or a store has a generated name; with {@code processor.wrapper.class} all that is added is
   * wrapped.
   */
  @SuppressWarnings("this-escape") // newTopology is for subclasses, by the API
  public StreamsBuilder(TopologyConfig topologyConfig) {
    this.topology = newTopology(topologyConfig);
    this.explicitNames = topologyConfig.ensureExplicitInternalResourceNaming;
    this.processorsCountAsChanges = topologyConfig.processorsCountAsChanges();
  }

  /** Makes the topology to fill. */
  protected Topology newTopology(TopologyConfig topologyConfig) {
    return new Topology(topologyConfig);
  }

  /** As {@link #stream(String, Consumed)} with default serdes. */
  public <K, V> KStream<K, V> stream(String topic) {
    return stream(Collections.singleton(topic));
  }

  /** Reads a topic, which must exist when the application starts, as a stream. */
  public <K, V> KStream<K, V> stream(String topic, Consumed<K, V> consumed) {
    return stream(Collections.singleton(topic), consumed);
  }

  /** As {@link #stream(Collection, Consumed)} with default serdes. */
  public <K, V> KStream<K, V> stream(Collection<String> topics) {
    return stream(topics, Consumed.with(null, null, null, null));
  }

  /** Reads several topics as one stream; between them there is no order. */
  public <K, V> KStream<K, V> stream(Collection<String> topics, Consumed<K, V> consumed) {
    Objects.requireNonNull(topics, "topics can't be null");
    return sources.stream(new TopicSelection.Names(new ArrayList<>(topics)), consumed);
  }

  /** As {@link #stream(Pattern, Consumed)} with default serdes. */
  public <K, V> KStream<K, V> stream(Pattern topicPattern) {
    return stream(topicPattern, Consumed.with(null, null, null, null));
  }

  /**
   * Reads every topic whose whole name matches as one stream; topics that appear later are taken in
   * as the consumer finds them.
   */
  public <K, V> KStream<K, V> stream(Pattern topicPattern, Consumed<K, V> consumed) {
    Objects.requireNonNull(topicPattern, "topicPattern can't be null");
    return sources.stream(new TopicSelection.Matching(topicPattern), consumed);
  }

  /** As {@link #table(String, Consumed)} with default serdes. */
  public <K, V> KTable<K, V> table(String topic) {
    return table(topic, Consumed.with(null, null, null, null));
  }

  /**
   * Reads a topic as the updates of a table: a null value removes the key, records with a null key
   * are dropped. The table is kept in a store only if something needs it.
   */
  public <K, V> KTable<K, V> table(String topic, Consumed<K, V> consumed) {
    Objects.requireNonNull(topic, "topic can't be null");
    return sources.table(topic, consumed, Materialized.with(null, null));
  }

  /** As {@link #table(String, Consumed, Materialized)} with the serdes of {@code materialized}. */
  public <K, V> KTable<K, V> table(
      String topic, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(topic, "topic can't be null");
    return sources.table(topic, materialized);
  }

  /** As {@link #table(String, Consumed)}; a store that is named is kept in any case. */
  public <K, V> KTable<K, V> table(
      String topic,
      Consumed<K, V> consumed,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(topic, "topic can't be null");
    return sources.table(topic, consumed, materialized);
  }

  /** As {@link #globalTable(String, Consumed)} with default serdes. */
  public <K, V> GlobalKTable<K, V> globalTable(String topic) {
    return globalTable(topic, Consumed.with(null, null, null, null));
  }

  /**
   * Reads a topic as a table that every instance has whole, all partitions of it; it is loaded
   * before anything is processed. A null value removes the key, records with a null key are
   * dropped. A reset policy is ignored: it is always read from the beginning.
   */
  public <K, V> GlobalKTable<K, V> globalTable(String topic, Consumed<K, V> consumed) {
    Objects.requireNonNull(topic, "topic can't be null");
    return sources.globalTable(topic, consumed, Materialized.with(null, null));
  }

  /** As {@link #globalTable(String, Consumed)} with store and serdes of {@code materialized}. */
  public <K, V> GlobalKTable<K, V> globalTable(
      String topic, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(topic, "topic can't be null");
    return sources.globalTable(topic, materialized);
  }

  /**
   * As {@link #globalTable(String, Consumed)} with a store of one's own choice. The serdes are
   * those of {@code consumed}; logging and caching do not apply.
   */
  public <K, V> GlobalKTable<K, V> globalTable(
      String topic,
      Consumed<K, V> consumed,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(topic, "topic can't be null");
    return sources.globalTable(topic, consumed, materialized);
  }

  /**
   * Adds a store that every instance has whole: a processor fills it with all records of a topic,
   * also of those that are read to load the store at the start. Every other processor may read it,
   * without being connected to it.
   */
  public <KIn, VIn> StreamsBuilder addGlobalStore(
      StoreBuilder<?> storeBuilder,
      String topic,
      Consumed<KIn, VIn> consumed,
      ProcessorSupplier<KIn, VIn, Void, Void> stateUpdateSupplier) {
    sources.addGlobalStore(storeBuilder, topic, consumed, stateUpdateSupplier);
    return this;
  }

  /** Adds a store for processors to use by name. */
  public StreamsBuilder addStateStore(StoreBuilder<?> builder) {
    sources.addStore(builder);
    return this;
  }

  /**
   * Makes the topology of all that was said. What is said later is added by the next call.
   *
   * @throws io.thalweg.streams.errors.TopologyException if it is not valid
   */
  public Topology build() {
    return build(null);
  }

  /**
   * As {@link #build()}, with the optimizations that {@code topology.optimization} in {@code props}
   * asks for. Null props ask for none.
   *
   * @throws org.apache.kafka.common.config.ConfigException if the value is not known
   */
  public Topology build(@Nullable Properties props) {
    Object asked = props == null ? null : props.get(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG);
    if (explicitNames) {
      sources.checkExplicitNames();
    }
    sources.writeTo(
        topology.plan,
        asked == null
            ? Set.of()
            : StreamsConfig.verifyTopologyOptimizationConfigs(asked.toString()),
        processorsCountAsChanges);
    return topology;
  }
}
