package io.thalweg.streams;

import io.thalweg.streams.errors.DeserializationExceptionHandler;
import io.thalweg.streams.errors.ProcessingExceptionHandler;
import io.thalweg.streams.errors.ProductionExceptionHandler;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.TimestampExtractor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;

/**
 * The configs of an application. Configs of the clients go along: as they are, or with one of the
 * prefixes, which wins. Immutable and thread-safe.
 *
 * <p>Keys that start with {@code thalweg.} are those that Kafka Streams does not know.
 */
public class StreamsConfig extends AbstractConfig {
  /** Prefix of configs of internal topics. */
  public static final String TOPIC_PREFIX = "topic.";

  /** Prefix of configs of all consumers. */
  public static final String CONSUMER_PREFIX = "consumer.";

  /** Prefix of configs of the consumers of stream threads; overrides {@link #CONSUMER_PREFIX}. */
  public static final String MAIN_CONSUMER_PREFIX = "main.consumer.";

  /** Prefix of configs of the consumers that restore; overrides {@link #CONSUMER_PREFIX}. */
  public static final String RESTORE_CONSUMER_PREFIX = "restore.consumer.";

  /** Prefix of configs of the consumer of global stores; overrides {@link #CONSUMER_PREFIX}. */
  public static final String GLOBAL_CONSUMER_PREFIX = "global.consumer.";

  /** Prefix of configs of producers. */
  public static final String PRODUCER_PREFIX = "producer.";

  /** Prefix of configs of the admin client. */
  public static final String ADMIN_CLIENT_PREFIX = "admin.";

  /** Prefix of client tags, which tell instances apart in rack-aware assignment. */
  public static final String CLIENT_TAG_PREFIX = "client.tag.";

  /** Offsets by which a standby may be behind and still take over at once, without warm-up. */
  public static final String ACCEPTABLE_RECOVERY_LAG_CONFIG = "acceptable.recovery.lag";

  /** Whether the state directory is writable for the group of the user. */
  public static final String ALLOW_OS_GROUP_WRITE_ACCESS_CONFIG = "allow.os.group.write.access";

  /**
   * Identifies the application: consumer group, prefix of internal topics and of client ids, and
   * name of the state directory.
   */
  public static final String APPLICATION_ID_CONFIG = "application.id";

  /** host:port under which this instance can be asked by others; empty means not at all. */
  public static final String APPLICATION_SERVER_CONFIG = "application.server";

  /** Records may be processed again after a failure. */
  public static final String AT_LEAST_ONCE = "at_least_once";

  /** Addresses of brokers as host:port, separated by commas. */
  public static final String BOOTSTRAP_SERVERS_CONFIG = "bootstrap.servers";

  /** Records per partition that may wait in memory before the partition is paused. */
  public static final String BUFFERED_RECORDS_PER_PARTITION_CONFIG =
      "buffered.records.per.partition";

  /** Version of the metrics; there is one only. */
  public static final String BUILT_IN_METRICS_VERSION_CONFIG = "built.in.metrics.version";

  /**
   * Prefix of the client ids of this instance; empty means one made of application.id and a random
   * id.
   */
  public static final String CLIENT_ID_CONFIG = "client.id";

  /** Milliseconds between commits. The default is 30000, and 100 with exactly_once_v2. */
  public static final String COMMIT_INTERVAL_MS_CONFIG = "commit.interval.ms";

  /** Milliseconds after which idle connections are closed. */
  public static final String CONNECTIONS_MAX_IDLE_MS_CONFIG = "connections.max.idle.ms";

  /** Class that makes the Kafka clients; implements KafkaClientSupplier. */
  public static final String DEFAULT_CLIENT_SUPPLIER_CONFIG = "default.client.supplier";

  /** The protocol used unless said otherwise. */
  public static final String DEFAULT_GROUP_PROTOCOL = "classic";

  /** Class of the serde for keys where none is given; implements Serde. */
  public static final String DEFAULT_KEY_SERDE_CLASS_CONFIG = "default.key.serde";

  /** Class of the timestamp extractor where none is given; implements TimestampExtractor. */
  public static final String DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG =
      "default.timestamp.extractor";

  /** Class of the serde for values where none is given; implements Serde. */
  public static final String DEFAULT_VALUE_SERDE_CLASS_CONFIG = "default.value.serde";

  /**
   * Class that decides about records that can not be deserialized; implements
   * DeserializationExceptionHandler.
   */
  public static final String DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG =
      "deserialization.exception.handler";

  /** What stores of the language keep with each value: DEFAULT (what they need) or HEADERS. */
  public static final String DSL_STORE_FORMAT_CONFIG = "dsl.store.format";

  /** Stores keep what they need. */
  public static final String DSL_STORE_FORMAT_DEFAULT = "DEFAULT";

  /** Stores keep headers, too. */
  public static final String DSL_STORE_FORMAT_HEADERS = "HEADERS";

  /**
   * Class that supplies stores of the language where none is given; implements DslStoreSuppliers.
   */
  public static final String DSL_STORE_SUPPLIERS_CLASS_CONFIG = "dsl.store.suppliers.class";

  /** Whether client metrics are pushed to the brokers, if these subscribe to any. */
  public static final String ENABLE_METRICS_PUSH_CONFIG = "enable.metrics.push";

  /** Whether a topology is refused if it has internal topics or stores with generated names. */
  public static final String ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG =
      "ensure.explicit.internal.resource.naming";

  /** Topic to which the built-in handlers send records that failed; none means they do not. */
  public static final String ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG =
      "errors.dead.letter.queue.topic.name";

  /** Each record counts once; needs brokers of version 2.5 or later. */
  public static final String EXACTLY_ONCE_V2 = "exactly_once_v2";

  /** How members share tasks: classic or streams. */
  public static final String GROUP_PROTOCOL_CONFIG = "group.protocol";

  /** Milliseconds between summaries in the log; 0 or less means none. */
  public static final String LOG_SUMMARY_INTERVAL_MS_CONFIG = "log.summary.interval.ms";

  /** How long the key of a client tag may be. */
  public static final int MAX_RACK_AWARE_ASSIGNMENT_TAG_KEY_LENGTH = 20;

  /** How many tags there may be. */
  public static final int MAX_RACK_AWARE_ASSIGNMENT_TAG_LIST_SIZE = 5;

  /** How long the value of a client tag may be. */
  public static final int MAX_RACK_AWARE_ASSIGNMENT_TAG_VALUE_LENGTH = 30;

  /**
   * Milliseconds that a task waits for empty partitions, to process records in order; 0 waits only
   * for data that the broker has, -1 not at all.
   */
  public static final String MAX_TASK_IDLE_MS_CONFIG = "max.task.idle.ms";

  /** A task does not wait for empty partitions. */
  public static final long MAX_TASK_IDLE_MS_DISABLED = -1L;

  /** Tasks that may be warmed up elsewhere at a time, beyond the standbys. */
  public static final String MAX_WARMUP_REPLICAS_CONFIG = "max.warmup.replicas";

  /** Uses one repartition topic for the same stream grouped several times. */
  public static final String MERGE_REPARTITION_TOPICS = "merge.repartition.topics";

  /** Milliseconds after which metadata is fetched again. */
  public static final String METADATA_MAX_AGE_CONFIG = "metadata.max.age.ms";

  /** The one version of metrics. */
  public static final String METRICS_LATEST = "latest";

  /** Samples that are kept to compute metrics. */
  public static final String METRICS_NUM_SAMPLES_CONFIG = "metrics.num.samples";

  /** Level from which on metrics are recorded. */
  public static final String METRICS_RECORDING_LEVEL_CONFIG = "metrics.recording.level";

  /** Milliseconds for which a sample of metrics is computed. */
  public static final String METRICS_SAMPLE_WINDOW_MS_CONFIG = "metrics.sample.window.ms";

  /** Classes of metrics reporters; implement MetricsReporter. */
  public static final String METRIC_REPORTER_CLASSES_CONFIG = "metric.reporters";

  /** No optimization. */
  public static final String NO_OPTIMIZATION = "none";

  /** Copies of each stateful task that are kept up to date on other instances. */
  public static final String NUM_STANDBY_REPLICAS_CONFIG = "num.standby.replicas";

  /** Threads that process records. */
  public static final String NUM_STREAM_THREADS_CONFIG = "num.stream.threads";

  /** All optimizations. */
  public static final String OPTIMIZE = "all";

  /** Milliseconds to wait for input at most. */
  public static final String POLL_MS_CONFIG = "poll.ms";

  /** Milliseconds after which a rebalance is asked for, to see whether warm-ups are ready. */
  public static final String PROBING_REBALANCE_INTERVAL_MS_CONFIG = "probing.rebalance.interval.ms";

  /** Class that decides about exceptions of processors; implements ProcessingExceptionHandler. */
  public static final String PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG =
      "processing.exception.handler";

  /** at_least_once or exactly_once_v2; the latter needs three brokers by default. */
  public static final String PROCESSING_GUARANTEE_CONFIG = "processing.guarantee";

  /** Class that wraps all processors; implements ProcessorWrapper. */
  public static final String PROCESSOR_WRAPPER_CLASS_CONFIG = "processor.wrapper.class";

  /**
   * Class that decides about records that can not be sent; implements ProductionExceptionHandler.
   */
  public static final String PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG =
      "production.exception.handler";

  /** Cost of moving a task away from where it was, in rack-aware assignment. */
  public static final String RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST_CONFIG =
      "rack.aware.assignment.non_overlap_cost";

  /** Little traffic between racks, with each subtopology spread evenly. */
  public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_BALANCE_SUBTOPOLOGY =
      "balance_subtopology";

  /** How racks count in assignment: none, min_traffic or balance_subtopology. */
  public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG =
      "rack.aware.assignment.strategy";

  /** Least traffic between racks. */
  public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_MIN_TRAFFIC = "min_traffic";

  /** Racks do not count. */
  public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_NONE = "none";

  /** Client tags (see client.tag.) over whose values standbys are spread. */
  public static final String RACK_AWARE_ASSIGNMENT_TAGS_CONFIG = "rack.aware.assignment.tags";

  /** Cost of traffic between racks, in rack-aware assignment. */
  public static final String RACK_AWARE_ASSIGNMENT_TRAFFIC_COST_CONFIG =
      "rack.aware.assignment.traffic_cost";

  /** Size of the TCP receive buffer; -1 means that of the system. */
  public static final String RECEIVE_BUFFER_CONFIG = "receive.buffer.bytes";

  /** Milliseconds to wait before connecting again to a broker at most. */
  public static final String RECONNECT_BACKOFF_MAX_MS_CONFIG = "reconnect.backoff.max.ms";

  /** Milliseconds to wait before connecting again to a broker at first. */
  public static final String RECONNECT_BACKOFF_MS_CONFIG = "reconnect.backoff.ms";

  /** Milliseconds between deletions of consumed records of repartition topics. */
  public static final String REPARTITION_PURGE_INTERVAL_MS_CONFIG = "repartition.purge.interval.ms";

  /** Replication factor of internal topics; -1 means that of the broker. */
  public static final String REPLICATION_FACTOR_CONFIG = "replication.factor";

  /** Milliseconds to wait for the answer to a request. */
  public static final String REQUEST_TIMEOUT_MS_CONFIG = "request.timeout.ms";

  /** Milliseconds to wait before a failed request is tried again. */
  public static final String RETRY_BACKOFF_MS_CONFIG = "retry.backoff.ms";

  /** Uses the source topic of a table as its changelog. */
  public static final String REUSE_KTABLE_SOURCE_TOPICS = "reuse.ktable.source.topics";

  /** Class that configures RocksDB; implements RocksDBConfigSetter. */
  public static final String ROCKSDB_CONFIG_SETTER_CLASS_CONFIG = "rocksdb.config.setter";

  /** Protocol to talk to brokers with. */
  public static final String SECURITY_PROTOCOL_CONFIG = "security.protocol";

  /** Size of the TCP send buffer; -1 means that of the system. */
  public static final String SEND_BUFFER_CONFIG = "send.buffer.bytes";

  /** Uses one store for a stream joined with itself. */
  public static final String SINGLE_STORE_SELF_JOIN = "single.store.self.join";

  /** Bytes of memory for caches, over all threads. */
  public static final String STATESTORE_CACHE_MAX_BYTES_CONFIG = "statestore.cache.max.bytes";

  /** Milliseconds after which the state of a task that moved away is deleted. */
  public static final String STATE_CLEANUP_DELAY_MS_CONFIG = "state.cleanup.delay.ms";

  /** Milliseconds without change after which state is deleted at start-up; -1 means never. */
  public static final String STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG = "state.cleanup.dir.max.age.ms";

  /** State is not deleted at start-up for its age. */
  public static final long STATE_CLEANUP_DIR_MAX_AGE_MS_DISABLED = -1L;

  /** Directory for state; unique per instance on a machine. */
  public static final String STATE_DIR_CONFIG = "state.dir";

  /** Class that assigns tasks; implements TaskAssignor. */
  public static final String TASK_ASSIGNOR_CLASS_CONFIG = "task.assignor.class";

  /** Milliseconds for which a task may retry internal errors; 0 means it fails at once. */
  public static final String TASK_TIMEOUT_MS_CONFIG = "task.timeout.ms";

  /**
   * none, all, or some of reuse.ktable.source.topics, merge.repartition.topics and
   * single.store.self.join, separated by commas.
   */
  public static final String TOPOLOGY_OPTIMIZATION_CONFIG = "topology.optimization";

  /** Version 2.4 of Kafka Streams. */
  public static final String UPGRADE_FROM_24 = "2.4";

  /** Version 2.5 of Kafka Streams. */
  public static final String UPGRADE_FROM_25 = "2.5";

  /** Version 2.6 of Kafka Streams. */
  public static final String UPGRADE_FROM_26 = "2.6";

  /** Version 2.7 of Kafka Streams. */
  public static final String UPGRADE_FROM_27 = "2.7";

  /** Version 2.8 of Kafka Streams. */
  public static final String UPGRADE_FROM_28 = "2.8";

  /** Version 3.0 of Kafka Streams. */
  public static final String UPGRADE_FROM_30 = "3.0";

  /** Version 3.1 of Kafka Streams. */
  public static final String UPGRADE_FROM_31 = "3.1";

  /** Version 3.2 of Kafka Streams. */
  public static final String UPGRADE_FROM_32 = "3.2";

  /** Version 3.3 of Kafka Streams. */
  public static final String UPGRADE_FROM_33 = "3.3";

  /** Version 3.4 of Kafka Streams. */
  public static final String UPGRADE_FROM_34 = "3.4";

  /** Version 3.5 of Kafka Streams. */
  public static final String UPGRADE_FROM_35 = "3.5";

  /** Version 3.6 of Kafka Streams. */
  public static final String UPGRADE_FROM_36 = "3.6";

  /** Version 3.7 of Kafka Streams. */
  public static final String UPGRADE_FROM_37 = "3.7";

  /** Version 3.8 of Kafka Streams. */
  public static final String UPGRADE_FROM_38 = "3.8";

  /** Version 3.9 of Kafka Streams. */
  public static final String UPGRADE_FROM_39 = "3.9";

  /** Version 4.0 of Kafka Streams. */
  public static final String UPGRADE_FROM_40 = "4.0";

  /** Version 4.1 of Kafka Streams. */
  public static final String UPGRADE_FROM_41 = "4.1";

  /** Version 4.2 of Kafka Streams. */
  public static final String UPGRADE_FROM_42 = "4.2";

  /** Version of Kafka Streams to upgrade from in a rolling upgrade. */
  public static final String UPGRADE_FROM_CONFIG = "upgrade.from";

  /**
   * Milliseconds that changelogs of window stores keep records longer than the stores, against
   * clock drift.
   */
  public static final String WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG =
      "windowstore.changelog.additional.retention.ms";

  /** Bytes of native memory for all stores of the process together. */
  public static final String MEMORY_MAX_BYTES_CONFIG = "thalweg.memory.max.bytes";

  /**
   * Bytes of heap for the tables of stores (write buffers and read caches); -1 means 15 % of the
   * heap, at least 32 MB.
   */
  public static final String STATE_TABLE_MAX_BYTES_CONFIG = "thalweg.state.table.max.bytes";

  /** Bytes of uncommitted state after which a commit or flush comes early. */
  public static final String STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG =
      "thalweg.statestore.uncommitted.max.bytes";

  /** Milliseconds after which committed state is flushed to disk. */
  public static final String STATE_FLUSH_INTERVAL_MS_CONFIG = "thalweg.state.flush.interval.ms";

  /** Records after which committed state is flushed to disk. */
  public static final String STATE_FLUSH_MAX_RECORDS_CONFIG = "thalweg.state.flush.max.records";

  /** Threads that restore state. */
  public static final String RESTORE_THREADS_CONFIG = "thalweg.restore.threads";

  /** Whether only the last value of a key goes to the changelog per commit. */
  public static final String CHANGELOG_DEDUP_CONFIG = "thalweg.changelog.dedup";

  /**
   * Milliseconds without input after which a task's stream time goes on with the wall clock; -1
   * means never, as in Kafka Streams.
   */
  public static final String IDLE_ADVANCE_MS_CONFIG = "thalweg.idle.advance.ms";

  private static final String THALWEG_PREFIX = "thalweg.";
  private static final long EXACTLY_ONCE_COMMIT_INTERVAL_MS = 100L;
  private static final ConfigDef CONFIG = ConfigKeys.define();

  private final ClientConfigs clients;

  /**
   * Reads and checks the configs.
   *
   * @throws ConfigException if one is missing or not allowed
   * @throws IllegalArgumentException if transactions would end before they are committed
   */
  public StreamsConfig(Map<?, ?> props) {
    this(props, true);
  }

  /**
   * Reads and checks the configs.
   *
   * @param doLog whether all values are logged
   * @throws ConfigException if one is missing or not allowed
   * @throws IllegalArgumentException if transactions would end before they are committed
   */
  @SuppressWarnings("this-escape") // the checks only read what the superclass has parsed
  protected StreamsConfig(Map<?, ?> props, boolean doLog) {
    super(CONFIG, props, doLog);
    clients = new ClientConfigs(this, CONFIG.names());
    rejectUnknownOwnKeys();
    ClientTags.check(getClientTags(), getList(RACK_AWARE_ASSIGNMENT_TAGS_CONFIG));
    clients.check();
  }

  private void rejectUnknownOwnKeys() {
    for (Map.Entry<String, Object> entry : originals().entrySet()) {
      if (entry.getKey().startsWith(THALWEG_PREFIX) && !CONFIG.names().contains(entry.getKey())) {
        List<String> known =
            CONFIG.names().stream().filter(key -> key.startsWith(THALWEG_PREFIX)).sorted().toList();
        throw new ConfigException(
            entry.getKey(), entry.getValue(), "There is no such key; there are " + known + ".");
      }
    }
  }

  /** The keys with their types, defaults and documentation. */
  public static ConfigDef configDef() {
    return new ConfigDef(CONFIG);
  }

  /** Prefixes {@code consumerProp} with {@link #CONSUMER_PREFIX}. */
  public static String consumerPrefix(String consumerProp) {
    return CONSUMER_PREFIX + consumerProp;
  }

  /** Prefixes {@code consumerProp} with {@link #MAIN_CONSUMER_PREFIX}. */
  public static String mainConsumerPrefix(String consumerProp) {
    return MAIN_CONSUMER_PREFIX + consumerProp;
  }

  /** Prefixes {@code consumerProp} with {@link #RESTORE_CONSUMER_PREFIX}. */
  public static String restoreConsumerPrefix(String consumerProp) {
    return RESTORE_CONSUMER_PREFIX + consumerProp;
  }

  /** Prefixes {@code consumerProp} with {@link #GLOBAL_CONSUMER_PREFIX}. */
  public static String globalConsumerPrefix(String consumerProp) {
    return GLOBAL_CONSUMER_PREFIX + consumerProp;
  }

  /** Prefixes {@code producerProp} with {@link #PRODUCER_PREFIX}. */
  public static String producerPrefix(String producerProp) {
    return PRODUCER_PREFIX + producerProp;
  }

  /** Prefixes {@code adminClientProp} with {@link #ADMIN_CLIENT_PREFIX}. */
  public static String adminClientPrefix(String adminClientProp) {
    return ADMIN_CLIENT_PREFIX + adminClientProp;
  }

  /** Prefixes {@code topicProp} with {@link #TOPIC_PREFIX}. */
  public static String topicPrefix(String topicProp) {
    return TOPIC_PREFIX + topicProp;
  }

  /** Prefixes {@code clientTagKey} with {@link #CLIENT_TAG_PREFIX}. */
  public static String clientTagPrefix(String clientTagKey) {
    return CLIENT_TAG_PREFIX + clientTagKey;
  }

  /** Shortens the commit interval with exactly-once, unless it is set. */
  @Override
  protected Map<String, Object> postProcessParsedConfig(Map<String, Object> parsedValues) {
    Map<String, Object> changes =
        new HashMap<>(CommonClientConfigs.postProcessReconnectBackoffConfigs(this, parsedValues));
    if (EXACTLY_ONCE_V2.equals(parsedValues.get(PROCESSING_GUARANTEE_CONFIG))
        && !originals().containsKey(COMMIT_INTERVAL_MS_CONFIG)) {
      changes.put(COMMIT_INTERVAL_MS_CONFIG, EXACTLY_ONCE_COMMIT_INTERVAL_MS);
    }
    return changes;
  }

  /**
   * The configs of the consumer of a stream thread. {@code partition.assignment.strategy} is left
   * to the runtime, whatever the user set.
   *
   * @param groupId the group
   * @param clientId the client id
   * @param threadIdx number of the thread, which makes {@code group.instance.id} unique
   */
  public Map<String, Object> getMainConsumerConfigs(
      String groupId, String clientId, int threadIdx) {
    return clients.mainConsumer(groupId, clientId, threadIdx);
  }

  /** The configs of a consumer that restores; it has no group. */
  public Map<String, Object> getRestoreConsumerConfigs(String clientId) {
    return clients.restoreConsumer(clientId);
  }

  /** The configs of the consumer of global stores; it has no group. */
  public Map<String, Object> getGlobalConsumerConfigs(String clientId) {
    return clients.globalConsumer(clientId);
  }

  /**
   * The configs of a producer.
   *
   * @throws ConfigException if exactly-once does not allow what is set
   */
  public Map<String, Object> getProducerConfigs(String clientId) {
    return clients.producer(clientId);
  }

  /** The configs of the admin client. */
  public Map<String, Object> getAdminConfigs(String clientId) {
    return clients.admin(clientId);
  }

  /** The client tags: all that start with {@link #CLIENT_TAG_PREFIX}, without the prefix. */
  public Map<String, String> getClientTags() {
    Map<String, String> tags = new HashMap<>();
    originalsWithPrefix(CLIENT_TAG_PREFIX).forEach((key, value) -> tags.put(key, "" + value));
    return tags;
  }

  /** Makes the supplier of Kafka clients. */
  public KafkaClientSupplier getKafkaClientSupplier() {
    return getConfiguredInstance(DEFAULT_CLIENT_SUPPLIER_CONFIG, KafkaClientSupplier.class);
  }

  /**
   * Makes the default key serde.
   *
   * @throws ConfigException if none is set
   * @throws StreamsException if it can not be made
   */
  public Serde<?> defaultKeySerde() {
    return serde(DEFAULT_KEY_SERDE_CLASS_CONFIG, "key", true);
  }

  /**
   * Makes the default value serde.
   *
   * @throws ConfigException if none is set
   * @throws StreamsException if it can not be made
   */
  public Serde<?> defaultValueSerde() {
    return serde(DEFAULT_VALUE_SERDE_CLASS_CONFIG, "value", false);
  }

  private Serde<?> serde(String configKey, String part, boolean isKey) {
    if (get(configKey) == null) {
      throw new ConfigException(
          "There is no " + part + " serde: give one to the operation, or set " + configKey + ".");
    }
    try {
      Serde<?> serde = getConfiguredInstance(configKey, Serde.class);
      serde.configure(originals(), isKey);
      return serde;
    } catch (RuntimeException e) {
      throw new StreamsException(
          "The " + part + " serde " + get(configKey) + " of " + configKey + " can not be made.", e);
    }
  }

  /** Makes the default timestamp extractor. */
  public TimestampExtractor defaultTimestampExtractor() {
    return getConfiguredInstance(
        DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, TimestampExtractor.class);
  }

  /** Makes the handler of records that can not be deserialized. */
  public DeserializationExceptionHandler deserializationExceptionHandler() {
    return getConfiguredInstance(
        newOrOld(
            DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            "default.deserialization.exception.handler"),
        DeserializationExceptionHandler.class);
  }

  /** Makes the handler of records that can not be sent. */
  public ProductionExceptionHandler productionExceptionHandler() {
    return getConfiguredInstance(
        newOrOld(PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, "default.production.exception.handler"),
        ProductionExceptionHandler.class);
  }

  /** Makes the handler of exceptions of processors. */
  public ProcessingExceptionHandler processingExceptionHandler() {
    return getConfiguredInstance(
        PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingExceptionHandler.class);
  }

  /** The old name of a key counts only if the new one is not set. */
  private String newOrOld(String newKey, String oldKey) {
    return !originals().containsKey(newKey) && originals().containsKey(oldKey) ? oldKey : newKey;
  }

  /** Whether the brokers assign the tasks. */
  protected boolean isStreamsProtocolEnabled() {
    return getString(GROUP_PROTOCOL_CONFIG).equalsIgnoreCase(GroupProtocol.STREAMS.name);
  }

  /**
   * The optimizations that {@code config} names.
   *
   * @throws ConfigException if {@code config} is neither none nor all nor a list of optimizations
   */
  public static Set<String> verifyTopologyOptimizationConfigs(String config) {
    return OptimizationList.parse(config);
  }

  /** Prints the documentation of all keys as HTML. */
  public static void main(String[] args) {
    System.out.println(CONFIG.toHtml(4, key -> "streamsconfigs_" + key));
  }
}
