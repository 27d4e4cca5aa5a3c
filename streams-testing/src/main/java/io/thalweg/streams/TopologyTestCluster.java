package io.thalweg.streams;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.QueryableStoreType;
import io.thalweg.streams.state.QueryableStoreTypes;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.testing.VirtualTime;
import io.thalweg.streams.testing.cluster.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Runs several instances of an application over topics with several partitions, inside a unit test:
 * the whole client with its group, restoring, caching and commits, over Kafka in memory, in virtual
 * time. It shows what a {@link TopologyTestDriver} cannot: a repartition that is missing, a wrong
 * partitioner, what a crash or a rebalance does. An addition of Thalweg's.
 *
 * <p>Piping a record only writes it; {@link #settle} or {@link #run} let things happen. Their order
 * is drawn from a seed: a run can be repeated by its seed, and another seed is another run. What an
 * instance dies of is thrown by them. Not thread-safe.
 */
public final class TopologyTestCluster implements AutoCloseable {
  private final Simulation simulation;
  private final TopicIo io;

  private TopologyTestCluster(Simulation simulation) {
    this.simulation = simulation;
    this.io = new TopicIo(simulation::pipe, simulation.produced());
  }

  /** Begins to describe a cluster that runs the topology. */
  public static Builder of(Topology topology) {
    return new Builder(Objects.requireNonNull(topology, "topology cannot be null"));
  }

  /** What the cluster is like. Not thread-safe. */
  public static final class Builder {
    private final Topology topology;
    private final Properties config = new Properties();
    private final Map<String, Integer> topics = new LinkedHashMap<>();
    private int partitions = 4;
    private int instances = 2;
    private long seed;
    private Instant start = Instant.EPOCH;

    private Builder(Topology topology) {
      this.topology = topology;
    }

    /** As for {@code KafkaStreams}; what names the cluster and the state's place is not needed. */
    public Builder config(Properties properties) {
      config.putAll(properties);
      return this;
    }

    /** The partitions of topics that {@link #topic} says nothing of; 4 if not set. */
    public Builder partitions(int count) {
      partitions = count;
      return this;
    }

    /** A topic and the number of its partitions. */
    public Builder topic(String name, int count) {
      topics.put(name, count);
      return this;
    }

    /** How many instances are started; 2 if not set. */
    public Builder instances(int count) {
      instances = count;
      return this;
    }

    /** What all choices are drawn from; 0 if not set. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** The wall clock's first time; 1970 if not set. */
    public Builder startAt(Instant time) {
      start = time;
      return this;
    }

    /**
     * Makes the topics and starts the instances, numbered from 0.
     *
     * @throws io.thalweg.streams.errors.StreamsException if topology and configuration do not fit
     */
    public TopologyTestCluster start() {
      config.putIfAbsent(StreamsConfig.APPLICATION_ID_CONFIG, "test-cluster");
      config.putIfAbsent(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "memory:0");
      Simulation simulation =
          new Simulation(
              new Simulation.Application(
                  topology.plan(new StreamsConfig(config)), topology.describe().toString(), config),
              topics,
              partitions,
              seed,
              new VirtualTime(start.toEpochMilli()));
      TopologyTestCluster cluster = new TopologyTestCluster(simulation);
      try {
        for (int i = 0; i < instances; i++) {
          simulation.start(i);
        }
        return cluster;
      } catch (RuntimeException e) {
        cluster.close();
        throw e;
      }
    }
  }

  // ---- topics ----

  /** A topic to write to, by the default partitioner; its time stands still at the present time. */
  public <K, V> TestInputTopic<K, V> createInputTopic(
      String topicName, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
    return createInputTopic(
        topicName,
        keySerializer,
        valueSerializer,
        Instant.ofEpochMilli(simulation.time().milliseconds()),
        Duration.ZERO);
  }

  /** As {@link TopologyTestDriver#createInputTopic}. */
  public <K, V> TestInputTopic<K, V> createInputTopic(
      String topicName,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      Instant startTimestamp,
      Duration autoAdvance) {
    return new TestInputTopic<>(
        io, topicName, keySerializer, valueSerializer, startTimestamp, autoAdvance);
  }

  /**
   * What is written to a topic, all partitions together, in the order in which readers of committed
   * records can see it.
   */
  public <K, V> TestOutputTopic<K, V> createOutputTopic(
      String topicName, Deserializer<K> keyDeserializer, Deserializer<V> valueDeserializer) {
    return new TestOutputTopic<>(io, topicName, keyDeserializer, valueDeserializer);
  }

  /** The topics that have been written to, internal ones included. */
  public Set<String> producedTopicNames() {
    return simulation.produced().topics();
  }

  // ---- time ----

  /**
   * Lets time pass until all that was piped is processed and committed and nothing happens any
   * more.
   *
   * @throws RuntimeException what an instance died of
   * @throws IllegalStateException if there is no end of it within an hour of virtual time
   */
  public void settle() {
    simulation.settle();
  }

  /**
   * Lets so much time pass.
   *
   * @throws RuntimeException what an instance died of
   */
  public void run(Duration time) {
    simulation.run(time);
  }

  // ---- instances ----

  /** Numbers of the running instances. */
  public Set<Integer> instances() {
    return simulation.running();
  }

  /** Starts an instance; one of that number that was there before finds its state on its disk. */
  public void startInstance(int number) {
    simulation.start(number);
  }

  /** Closes an instance, which hands over and leaves the group. */
  public void stopInstance(int number) {
    simulation.stop(number);
  }

  /**
   * Kills an instance: what it has not committed is lost, its disk keeps what was written to it,
   * and the group learns of it when its session times out. Its processors are closed, though, to
   * free what they hold.
   */
  public void crashInstance(int number) {
    simulation.crash(number);
  }

  /**
   * Freezes an instance; after {@code session.timeout.ms} others take over, and it wakes up late.
   */
  public void freezeInstance(int number, Duration pause) {
    simulation.freeze(number, pause);
  }

  /**
   * Kills instances so many times at random moments of the time to come; each is started again
   * within a minute.
   */
  public void crashAtRandom(int times) {
    simulation.crashAtRandom(times);
  }

  // ---- stores ----

  /** A store as each running instance sees it; those that have no part of it refuse reads. */
  public <T> List<T> stores(String name, QueryableStoreType<T> type) {
    return simulation.engines().stream()
        .map(engine -> engine.store(StoreQueryParameters.fromNameAndType(name, type)))
        .toList();
  }

  /**
   * All rows of a key-value store, of all instances.
   *
   * @throws IllegalStateException if a key is in two places, which no key should be
   * @throws InvalidStateStoreException if no instance has any part of it
   */
  public <K, V> Map<K, V> keyValues(String store) {
    Map<K, V> rows = new HashMap<>();
    InvalidStateStoreException missing =
        new InvalidStateStoreException("No running instance has any part of store " + store);
    List<ReadOnlyKeyValueStore<K, V>> parts =
        stores(store, QueryableStoreTypes.<K, V>keyValueStore());
    for (ReadOnlyKeyValueStore<K, V> part : parts) {
      try (KeyValueIterator<K, V> all = part.all()) {
        all.forEachRemaining(row -> add(rows, row, store));
      } catch (InvalidStateStoreException e) {
        missing.addSuppressed(e);
      }
    }
    if (missing.getSuppressed().length == parts.size()) {
      throw missing;
    }
    return rows;
  }

  private static <K, V> void add(Map<K, V> rows, KeyValue<K, V> row, String store) {
    if (rows.put(row.key, row.value) != null) {
      throw new IllegalStateException(
          "Key "
              + row.key
              + " is in several partitions of store "
              + store
              + ": is a repartition missing, or does a partitioner not go by the key?");
    }
  }

  /** Ends all instances and deletes their state. */
  @Override
  public void close() {
    simulation.close();
  }
}
