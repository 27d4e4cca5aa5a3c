package io.thalweg.streams;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.SessionStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.testing.ScratchFolder;
import io.thalweg.streams.testing.TopologyRun;
import io.thalweg.streams.testing.VirtualTime;
import io.thalweg.streams.testing.memory.MemoryRecord;
import io.thalweg.streams.testing.view.StoreViews;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a topology inside a unit test, without a broker and without waiting: what a record leads to
 * has happened when {@link TestInputTopic#pipeInput} returns. Every topic has one partition; each
 * record is committed before the next is processed, so that results held back by caching come at
 * once; records for repartition topics, and for topics that the topology reads again, go round.
 *
 * <p>What runs is what runs in production: the compiled operators, the tasks, the stores, the
 * commit. Each subtopology is a task of its own, with its own stream time; Kafka Streams' driver
 * runs all of them as one task {@code 0_0}. The wall clock stands still but for {@link
 * #advanceWallClockTime}.
 *
 * <p>What a processor throws is thrown by the call that piped the record; the driver can be used
 * on. Not thread-safe. To be closed, since stores may be on disk.
 */
@SuppressWarnings("NullAway") // stores that are not there are null, see below
public class TopologyTestDriver implements Closeable {
  private final TopologyRun run;
  private final TopicIo io;
  private final ScratchFolder state;
  private boolean closed;

  /** A driver with default configuration, whose wall clock starts now. */
  public TopologyTestDriver(Topology topology) {
    this(topology, new Properties());
  }

  /**
   * A driver whose wall clock starts now.
   *
   * @param config as for {@code KafkaStreams}; {@code application.id}, {@code bootstrap.servers}
   *     and {@code state.dir} may be missing
   */
  public TopologyTestDriver(Topology topology, Properties config) {
    this(topology, config, null);
  }

  /** A driver with default configuration, whose wall clock starts at a time; null is now. */
  public TopologyTestDriver(Topology topology, @Nullable Instant initialWallClockTime) {
    this(topology, new Properties(), initialWallClockTime);
  }

  /**
   * A driver whose wall clock starts at a time; null is now.
   *
   * @throws io.thalweg.streams.errors.StreamsException if topology and configuration do not fit
   */
  public TopologyTestDriver(
      Topology topology, Properties config, @Nullable Instant initialWallClockTime) {
    Objects.requireNonNull(topology, "topology cannot be null");
    Properties complete = new Properties();
    complete.putAll(Objects.requireNonNull(config, "config cannot be null"));
    state = ScratchFolder.forState(complete.get(StreamsConfig.STATE_DIR_CONFIG));
    complete.putIfAbsent(
        StreamsConfig.APPLICATION_ID_CONFIG,
        "dummy-topology-test-driver-app-id-" + ThreadLocalRandom.current().nextInt());
    complete.putIfAbsent(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy-bootstrap-host:0");
    // results that wait come as soon as they can, as in Kafka Streams' driver
    complete.putIfAbsent("__emit.interval.ms.kstreams.outer.join.spurious.results.fix__", 0L);
    complete.putIfAbsent("__emit.interval.ms.kstreams.windowed.aggregation__", 0L);
    complete.put(StreamsConfig.STATE_DIR_CONFIG, state.path().toString());
    StreamsConfig streamsConfig = new StreamsConfig(complete);
    state.add(streamsConfig.getString(StreamsConfig.APPLICATION_ID_CONFIG));
    Instant start = initialWallClockTime == null ? Instant.now() : initialWallClockTime;
    VirtualTime time = new VirtualTime(start.toEpochMilli());
    try {
      run =
          new TopologyRun(
              topology.plan(streamsConfig),
              topology.describe().toString(),
              streamsConfig,
              time,
              UUID.randomUUID());
      io = new TopicIo(this::pipe, run.produced());
    } catch (RuntimeException e) {
      state.close();
      throw e;
    }
  }

  /**
   * The application's metrics, a live view. The thread they name is the one that made the driver.
   */
  public Map<MetricName, ? extends Metric> metrics() {
    return run.metrics();
  }

  /** Moves the wall clock forward and fires the punctuators that are due, each once. */
  public void advanceWallClockTime(Duration advance) {
    Objects.requireNonNull(advance, "advance cannot be null");
    requireOpen();
    run.advance(advance.toMillis());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The driver is closed");
    }
  }

  /** An input topic whose time starts at the wall clock's present time and stands still. */
  public final <K, V> TestInputTopic<K, V> createInputTopic(
      String topicName, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
    return createInputTopic(
        topicName,
        keySerializer,
        valueSerializer,
        Instant.ofEpochMilli(run.time().milliseconds()),
        Duration.ZERO);
  }

  /**
   * An input topic.
   *
   * @param startTimestamp the time of the first record that comes without one
   * @param autoAdvance what to add for each further one, not negative
   */
  public final <K, V> TestInputTopic<K, V> createInputTopic(
      String topicName,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      Instant startTimestamp,
      Duration autoAdvance) {
    return new TestInputTopic<>(
        io, topicName, keySerializer, valueSerializer, startTimestamp, autoAdvance);
  }

  /** An output topic; it need not have been written to yet. */
  public final <K, V> TestOutputTopic<K, V> createOutputTopic(
      String topicName, Deserializer<K> keyDeserializer, Deserializer<V> valueDeserializer) {
    return new TestOutputTopic<>(io, topicName, keyDeserializer, valueDeserializer);
  }

  private void pipe(MemoryRecord record) {
    requireOpen();
    run.pipe(record);
  }

  /** The topics that have been written to, internal ones included. */
  public final Set<String> producedTopicNames() {
    return run.produced().topics();
  }

  /**
   * All stores by name, those of the DSL included. Stores can be read and written; what a test
   * writes goes to the changelog with the next record.
   */
  public Map<String, StateStore> getAllStateStores() {
    return run.stores();
  }

  private @Nullable StateStore store(@Nullable String name) {
    return name == null ? null : run.stores().get(name);
  }

  // Null where there is none, as with Kafka Streams; not annotated, since tests name what is there

  /**
   * A store of the user's own type, or null if there is none of that name.
   *
   * @throws IllegalArgumentException if another method is there for its type
   */
  public StateStore getStateStore(String name) throws IllegalArgumentException {
    return StoreViews.own(store(name));
  }

  /**
   * A key-value store, or null. One with timestamps is shown without; what is put then has the
   * timestamp -1.
   */
  public <K, V> KeyValueStore<K, V> getKeyValueStore(String name) {
    return StoreViews.keyValue(store(name));
  }

  /** A key-value store with timestamps, or null. */
  public <K, V> KeyValueStore<K, ValueAndTimestamp<V>> getTimestampedKeyValueStore(String name) {
    return StoreViews.timestampedKeyValue(store(name));
  }

  /** A key-value store with timestamps and headers, or null. */
  public <K, V> KeyValueStore<K, ValueTimestampHeaders<V>> getTimestampedKeyValueStoreWithHeaders(
      String name) {
    return StoreViews.headedKeyValue(store(name));
  }

  /** A versioned store, or null. */
  public <K, V> VersionedKeyValueStore<K, V> getVersionedKeyValueStore(String name) {
    return StoreViews.versioned(store(name));
  }

  /** A window store, or null. One with timestamps is shown without. */
  public <K, V> WindowStore<K, V> getWindowStore(String name) {
    return StoreViews.window(store(name));
  }

  /** A window store with timestamps, or null. */
  public <K, V> WindowStore<K, ValueAndTimestamp<V>> getTimestampedWindowStore(String name) {
    return StoreViews.timestampedWindow(store(name));
  }

  /** A window store with timestamps and headers, or null. */
  public <K, V> WindowStore<K, ValueTimestampHeaders<V>> getTimestampedWindowStoreWithHeaders(
      String name) {
    return StoreViews.headedWindow(store(name));
  }

  /** A session store, or null. One with headers is shown without. */
  public <K, V> SessionStore<K, V> getSessionStore(String name) {
    return StoreViews.session(store(name));
  }

  /** A session store with headers, or null. */
  public <K, V> SessionStoreWithHeaders<K, V> getSessionStoreWithHeaders(String name) {
    return StoreViews.headedSession(store(name));
  }

  /** Closes processors and stores and deletes local state. What was written can still be read. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        run.close();
      } finally {
        state.close();
      }
    }
  }
}
