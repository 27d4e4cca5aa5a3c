package io.thalweg.streams;

import io.thalweg.streams.errors.DefaultProductionExceptionHandler;
import io.thalweg.streams.errors.LogAndFailExceptionHandler;
import io.thalweg.streams.errors.LogAndFailProcessingExceptionHandler;
import io.thalweg.streams.processor.FailOnInvalidTimestamp;
import io.thalweg.streams.processor.internals.DefaultKafkaClientSupplier;
import io.thalweg.streams.processor.internals.NoOpProcessorWrapper;
import io.thalweg.streams.state.BuiltInDslStoreSuppliers;
import java.io.File;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** All keys of {@link StreamsConfig}: types, defaults, what is allowed, what they mean. */
final class ConfigKeys {
  private static final long MIB = 1024 * 1024L;

  private final ConfigDef def = new ConfigDef();
  private Importance importance = Importance.HIGH;

  private ConfigKeys() {}

  static ConfigDef define() {
    return new ConfigKeys().all();
  }

  private ConfigDef all() {
    at(Importance.HIGH).high();
    at(Importance.MEDIUM).medium1();
    at(Importance.MEDIUM).medium2();
    at(Importance.MEDIUM).medium3();
    at(Importance.MEDIUM).medium4();
    at(Importance.LOW).low1();
    at(Importance.LOW).low2();
    at(Importance.LOW).low3();
    at(Importance.LOW).low4();
    at(Importance.LOW).low5();
    at(Importance.LOW).low6();
    return def;
  }

  private ConfigKeys at(Importance importance) {
    this.importance = importance;
    return this;
  }

  private void add(String name, ConfigDef.Type type, @Nullable Object value, String doc) {
    add(name, type, value, null, doc);
  }

  private void add(
      String name,
      ConfigDef.Type type,
      @Nullable Object value,
      @Nullable Validator validator,
      String doc) {
    def.define(name, type, value, validator, importance, doc);
  }

  private static Range atLeast(Number min) {
    return Range.atLeast(min);
  }

  private void high() {
    add(
        StreamsConfig.APPLICATION_ID_CONFIG,
        ConfigDef.Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        "Identifies the application: consumer group, prefix of internal topics and of client ids,"
            + " and name of the state directory.");
    add(
        StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
        ConfigDef.Type.LIST,
        ConfigDef.NO_DEFAULT_VALUE,
        ValidList.anyNonDuplicateValues(false, false),
        "Addresses of brokers as host:port, separated by commas.");
    add(
        StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
        ConfigDef.Type.BOOLEAN,
        false,
        "Whether a topology is refused if it has internal topics or stores with generated names.");
    add(
        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
        ConfigDef.Type.INT,
        0,
        "Copies of each stateful task that are kept up to date on other instances.");
    add(
        "processing.exception.handler.global.enabled",
        ConfigDef.Type.BOOLEAN,
        false,
        "Deprecated; whether processing.exception.handler decides about global stores, too.");
    add(
        StreamsConfig.STATE_DIR_CONFIG,
        ConfigDef.Type.STRING,
        System.getProperty("java.io.tmpdir") + File.separator + "kafka-streams",
        "Directory for state; unique per instance on a machine.");
  }

  private void medium1() {
    add(
        StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG,
        ConfigDef.Type.LONG,
        10_000L,
        atLeast(0),
        "Offsets by which a standby may be behind and still take over at once, without warm-up.");
    add(
        "cache.max.bytes.buffering",
        ConfigDef.Type.LONG,
        10_485_760L,
        atLeast(0),
        "Deprecated; use statestore.cache.max.bytes.");
    add(
        StreamsConfig.CLIENT_ID_CONFIG,
        ConfigDef.Type.STRING,
        "",
        "Prefix of the client ids of this instance; empty means one made of application.id and a"
            + " random id.");
    add(
        "default.deserialization.exception.handler",
        ConfigDef.Type.CLASS,
        LogAndFailExceptionHandler.class.getName(),
        "Deprecated; use deserialization.exception.handler.");
    add(
        StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        null,
        "Class of the serde for keys where none is given; implements Serde.");
    add(
        "default.list.key.serde.inner",
        ConfigDef.Type.CLASS,
        null,
        "Class of the inner serde, if default.key.serde is a list serde.");
    add(
        "default.list.key.serde.type",
        ConfigDef.Type.CLASS,
        null,
        "Class of the list, if default.key.serde is a list serde.");
    add(
        "default.list.value.serde.inner",
        ConfigDef.Type.CLASS,
        null,
        "Class of the inner serde, if default.value.serde is a list serde.");
    add(
        "default.list.value.serde.type",
        ConfigDef.Type.CLASS,
        null,
        "Class of the list, if default.value.serde is a list serde.");
    add(
        "default.production.exception.handler",
        ConfigDef.Type.CLASS,
        DefaultProductionExceptionHandler.class.getName(),
        "Deprecated; use production.exception.handler.");
  }

  private void medium2() {
    add(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        FailOnInvalidTimestamp.class.getName(),
        "Class of the timestamp extractor where none is given; implements TimestampExtractor.");
    add(
        StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        null,
        "Class of the serde for values where none is given; implements Serde.");
    add(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        LogAndFailExceptionHandler.class.getName(),
        "Class that decides about records that can not be deserialized; implements"
            + " DeserializationExceptionHandler.");
    add(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
        ConfigDef.Type.STRING,
        null,
        "Topic to which the built-in handlers send records that failed; none means they do not.");
    add(
        StreamsConfig.GROUP_PROTOCOL_CONFIG,
        ConfigDef.Type.STRING,
        "classic",
        CaseInsensitiveValidString.in("streams", "classic"),
        "How members share tasks: classic or streams.");
    add(
        StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
        ConfigDef.Type.LONG,
        0L,
        "Milliseconds that a task waits for empty partitions, to process records in order; 0 waits"
            + " only for data that the broker has, -1 not at all.");
    add(
        StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG,
        ConfigDef.Type.INT,
        2,
        atLeast(1),
        "Tasks that may be warmed up elsewhere at a time, beyond the standbys.");
    add(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        ConfigDef.Type.INT,
        1,
        "Threads that process records.");
    add(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        LogAndFailProcessingExceptionHandler.class.getName(),
        "Class that decides about exceptions of processors; implements"
            + " ProcessingExceptionHandler.");
    add(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        ConfigDef.Type.STRING,
        "at_least_once",
        ValidString.in(StreamsConfig.AT_LEAST_ONCE, StreamsConfig.EXACTLY_ONCE_V2),
        "at_least_once or exactly_once_v2; the latter needs three brokers by default.");
  }

  private void medium3() {
    add(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        DefaultProductionExceptionHandler.class.getName(),
        "Class that decides about records that can not be sent; implements"
            + " ProductionExceptionHandler.");
    add(
        StreamsConfig.REPLICATION_FACTOR_CONFIG,
        ConfigDef.Type.INT,
        -1,
        "Replication factor of internal topics; -1 means that of the broker.");
    add(
        StreamsConfig.SECURITY_PROTOCOL_CONFIG,
        ConfigDef.Type.STRING,
        "PLAINTEXT",
        CaseInsensitiveValidString.in(Utils.enumOptions(SecurityProtocol.class)),
        "Protocol to talk to brokers with.");
    add(
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
        ConfigDef.Type.LONG,
        10_485_760L,
        atLeast(0),
        "Bytes of memory for caches, over all threads.");
    add(
        StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG,
        ConfigDef.Type.STRING,
        null,
        "Class that assigns tasks; implements TaskAssignor.");
    add(
        StreamsConfig.TASK_TIMEOUT_MS_CONFIG,
        ConfigDef.Type.LONG,
        300_000L,
        atLeast(0),
        "Milliseconds for which a task may retry internal errors; 0 means it fails at once.");
    add(
        StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG,
        ConfigDef.Type.STRING,
        "none",
        OptimizationList.VALIDATOR,
        "none, all, or some of reuse.ktable.source.topics, merge.repartition.topics and"
            + " single.store.self.join, separated by commas.");
    add(
        StreamsConfig.MEMORY_MAX_BYTES_CONFIG,
        ConfigDef.Type.LONG,
        256L * MIB,
        atLeast(0),
        "Bytes of native memory for all stores of the process together.");
    add(
        StreamsConfig.STATE_TABLE_MAX_BYTES_CONFIG,
        ConfigDef.Type.LONG,
        -1L,
        atLeast(-1),
        "Bytes of heap for the tables of stores (write buffers and read caches); -1 means 15 % of"
            + " the heap, at least 32 MB.");
  }

  private void medium4() {
    add(
        StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG,
        ConfigDef.Type.LONG,
        64L * MIB,
        atLeast(1),
        "Bytes of uncommitted state after which a commit or flush comes early.");
    add(
        StreamsConfig.RESTORE_THREADS_CONFIG,
        ConfigDef.Type.INT,
        2,
        atLeast(1),
        "Threads that restore state.");
  }

  private void low1() {
    add(
        StreamsConfig.ALLOW_OS_GROUP_WRITE_ACCESS_CONFIG,
        ConfigDef.Type.BOOLEAN,
        false,
        "Whether the state directory is writable for the group of the user.");
    add(
        StreamsConfig.APPLICATION_SERVER_CONFIG,
        ConfigDef.Type.STRING,
        "",
        "host:port under which this instance can be asked by others; empty means not at all.");
    add(
        StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
        ConfigDef.Type.INT,
        1_000,
        "Records per partition that may wait in memory before the partition is paused.");
    add(
        StreamsConfig.BUILT_IN_METRICS_VERSION_CONFIG,
        ConfigDef.Type.STRING,
        "latest",
        ValidString.in(StreamsConfig.METRICS_LATEST),
        "Version of the metrics; there is one only.");
    add(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        ConfigDef.Type.LONG,
        30_000L,
        atLeast(0),
        "Milliseconds between commits. The default is 30000, and 100 with exactly_once_v2.");
    add(
        StreamsConfig.CONFIG_PROVIDERS_CONFIG,
        ConfigDef.Type.LIST,
        List.of(),
        ValidList.anyNonDuplicateValues(true, false),
        "Names of the config providers to use.");
    add(
        StreamsConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
        ConfigDef.Type.LONG,
        540_000L,
        "Milliseconds after which idle connections are closed.");
    add(
        StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG,
        ConfigDef.Type.CLASS,
        DefaultKafkaClientSupplier.class.getName(),
        "Class that makes the Kafka clients; implements KafkaClientSupplier.");
    add(
        "default.dsl.store",
        ConfigDef.Type.STRING,
        "rocksDB",
        ValidString.in("rocksDB", "in_memory"),
        "Deprecated; use dsl.store.suppliers.class.");
    add(
        StreamsConfig.DSL_STORE_FORMAT_CONFIG,
        ConfigDef.Type.STRING,
        "DEFAULT",
        CaseInsensitiveValidString.in(
            StreamsConfig.DSL_STORE_FORMAT_DEFAULT, StreamsConfig.DSL_STORE_FORMAT_HEADERS),
        "What stores of the language keep with each value: DEFAULT (what they need) or HEADERS.");
  }

  private void low2() {
    add(
        StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers.class,
        "Class that supplies stores of the language where none is given; implements"
            + " DslStoreSuppliers.");
    add(
        StreamsConfig.ENABLE_METRICS_PUSH_CONFIG,
        ConfigDef.Type.BOOLEAN,
        true,
        "Whether client metrics are pushed to the brokers, if these subscribe to any.");
    add(
        StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG,
        ConfigDef.Type.LONG,
        120_000L,
        "Milliseconds between summaries in the log; 0 or less means none.");
    add(
        StreamsConfig.METADATA_MAX_AGE_CONFIG,
        ConfigDef.Type.LONG,
        300_000L,
        atLeast(0),
        "Milliseconds after which metadata is fetched again.");
    add(
        "metadata.recovery.rebootstrap.trigger.ms",
        ConfigDef.Type.LONG,
        300_000L,
        atLeast(0),
        "Milliseconds without any known broker after which bootstrap.servers is used again.");
    add(
        "metadata.recovery.strategy",
        ConfigDef.Type.STRING,
        "rebootstrap",
        CaseInsensitiveValidString.in("rebootstrap", "none"),
        "What clients do when no known broker can be reached: rebootstrap or none.");
    add(
        StreamsConfig.METRIC_REPORTER_CLASSES_CONFIG,
        ConfigDef.Type.LIST,
        JmxReporter.class.getName(),
        ValidList.anyNonDuplicateValues(true, false),
        "Classes of metrics reporters; implement MetricsReporter.");
    add(
        StreamsConfig.METRICS_NUM_SAMPLES_CONFIG,
        ConfigDef.Type.INT,
        2,
        atLeast(1),
        "Samples that are kept to compute metrics.");
    add(
        StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG,
        ConfigDef.Type.STRING,
        "INFO",
        ValidString.in("INFO", "DEBUG", "TRACE"),
        "Level from which on metrics are recorded.");
    add(
        StreamsConfig.METRICS_SAMPLE_WINDOW_MS_CONFIG,
        ConfigDef.Type.LONG,
        30_000L,
        atLeast(0),
        "Milliseconds for which a sample of metrics is computed.");
  }

  private void low3() {
    add(
        StreamsConfig.POLL_MS_CONFIG,
        ConfigDef.Type.LONG,
        100L,
        "Milliseconds to wait for input at most.");
    add(
        StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG,
        ConfigDef.Type.LONG,
        600_000L,
        atLeast(60000),
        "Milliseconds after which a rebalance is asked for, to see whether warm-ups are ready.");
    add(
        StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        NoOpProcessorWrapper.class,
        "Class that wraps all processors; implements ProcessorWrapper.");
    add(
        StreamsConfig.RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST_CONFIG,
        ConfigDef.Type.INT,
        null,
        "Cost of moving a task away from where it was, in rack-aware assignment.");
    add(
        StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG,
        ConfigDef.Type.STRING,
        "none",
        ValidString.in(
            StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_NONE,
            StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_MIN_TRAFFIC,
            StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_BALANCE_SUBTOPOLOGY),
        "How racks count in assignment: none, min_traffic or balance_subtopology.");
    add(
        StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG,
        ConfigDef.Type.LIST,
        List.of(),
        ClientTags.AT_MOST_FIVE,
        "Client tags (see client.tag.) over whose values standbys are spread.");
    add(
        StreamsConfig.RACK_AWARE_ASSIGNMENT_TRAFFIC_COST_CONFIG,
        ConfigDef.Type.INT,
        null,
        "Cost of traffic between racks, in rack-aware assignment.");
    add(
        StreamsConfig.RECEIVE_BUFFER_CONFIG,
        ConfigDef.Type.INT,
        32_768,
        atLeast(-1),
        "Size of the TCP receive buffer; -1 means that of the system.");
    add(
        StreamsConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        ConfigDef.Type.LONG,
        1_000L,
        atLeast(0),
        "Milliseconds to wait before connecting again to a broker at most.");
  }

  private void low4() {
    add(
        StreamsConfig.RECONNECT_BACKOFF_MS_CONFIG,
        ConfigDef.Type.LONG,
        50L,
        atLeast(0),
        "Milliseconds to wait before connecting again to a broker at first.");
    add(
        StreamsConfig.REPARTITION_PURGE_INTERVAL_MS_CONFIG,
        ConfigDef.Type.LONG,
        30_000L,
        atLeast(0),
        "Milliseconds between deletions of consumed records of repartition topics.");
    add(
        StreamsConfig.REQUEST_TIMEOUT_MS_CONFIG,
        ConfigDef.Type.INT,
        40_000,
        atLeast(0),
        "Milliseconds to wait for the answer to a request.");
    add(
        StreamsConfig.RETRY_BACKOFF_MS_CONFIG,
        ConfigDef.Type.LONG,
        100L,
        atLeast(0),
        "Milliseconds to wait before a failed request is tried again.");
    add(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
        ConfigDef.Type.CLASS,
        null,
        "Class that configures RocksDB; implements RocksDBConfigSetter.");
    add(
        StreamsConfig.SEND_BUFFER_CONFIG,
        ConfigDef.Type.INT,
        131_072,
        atLeast(-1),
        "Size of the TCP send buffer; -1 means that of the system.");
    add(
        StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG,
        ConfigDef.Type.LONG,
        600_000L,
        "Milliseconds after which the state of a task that moved away is deleted.");
    add(
        StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG,
        ConfigDef.Type.LONG,
        -1L,
        "Milliseconds without change after which state is deleted at start-up; -1 means never.");
    add(
        StreamsConfig.UPGRADE_FROM_CONFIG,
        ConfigDef.Type.STRING,
        null,
        upgradeVersions(),
        "Version of Kafka Streams to upgrade from in a rolling upgrade.");
    add(
        "window.size.ms",
        ConfigDef.Type.LONG,
        null,
        "Deprecated; size of windows for deserializers that are told by configs.");
  }

  private void low6() {
    add(
        "windowed.inner.class.serde",
        ConfigDef.Type.STRING,
        null,
        "Class of the inner serde of windowed serdes in clients; implements Serde.");
  }

  private void low5() {
    add(
        StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
        ConfigDef.Type.LONG,
        86_400_000L,
        "Milliseconds that changelogs of window stores keep records longer than the stores, against"
            + " clock drift.");
    add(
        StreamsConfig.STATE_FLUSH_INTERVAL_MS_CONFIG,
        ConfigDef.Type.LONG,
        30_000L,
        atLeast(0),
        "Milliseconds after which committed state is flushed to disk.");
    add(
        StreamsConfig.STATE_FLUSH_MAX_RECORDS_CONFIG,
        ConfigDef.Type.LONG,
        100_000L,
        atLeast(1),
        "Records after which committed state is flushed to disk.");
    add(
        StreamsConfig.CHANGELOG_DEDUP_CONFIG,
        ConfigDef.Type.BOOLEAN,
        true,
        "Whether only the last value of a key goes to the changelog per commit.");
    add(
        StreamsConfig.IDLE_ADVANCE_MS_CONFIG,
        ConfigDef.Type.LONG,
        -1L,
        atLeast(-1),
        "Milliseconds without input after which stream time goes on with the wall clock; -1 means"
            + " never.");
  }

  /** The versions from which a rolling upgrade can start; null means none is under way. */
  private static Validator upgradeVersions() {
    return ValidString.in(
        null,
        StreamsConfig.UPGRADE_FROM_24,
        StreamsConfig.UPGRADE_FROM_25,
        StreamsConfig.UPGRADE_FROM_26,
        StreamsConfig.UPGRADE_FROM_27,
        StreamsConfig.UPGRADE_FROM_28,
        StreamsConfig.UPGRADE_FROM_30,
        StreamsConfig.UPGRADE_FROM_31,
        StreamsConfig.UPGRADE_FROM_32,
        StreamsConfig.UPGRADE_FROM_33,
        StreamsConfig.UPGRADE_FROM_34,
        StreamsConfig.UPGRADE_FROM_35,
        StreamsConfig.UPGRADE_FROM_36,
        StreamsConfig.UPGRADE_FROM_37,
        StreamsConfig.UPGRADE_FROM_38,
        StreamsConfig.UPGRADE_FROM_39,
        StreamsConfig.UPGRADE_FROM_40,
        StreamsConfig.UPGRADE_FROM_41,
        StreamsConfig.UPGRADE_FROM_42);
  }
}
