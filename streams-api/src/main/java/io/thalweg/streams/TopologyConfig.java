package io.thalweg.streams;

import io.thalweg.streams.errors.DeserializationExceptionHandler;
import io.thalweg.streams.errors.ProcessingExceptionHandler;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.processor.TimestampExtractor;
import io.thalweg.streams.processor.api.ProcessorWrapper;
import io.thalweg.streams.processor.internals.NoOpProcessorWrapper;
import io.thalweg.streams.state.DslStoreSuppliers;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The configs that a topology depends on: those of the application, which a named topology may
 * override. Immutable.
 */
public final class TopologyConfig extends AbstractConfig {
  private static final String OLD_CACHE_SIZE = "cache.max.bytes.buffering";
  private static final String OLD_STORE_TYPE = "default.dsl.store";
  private static final String OLD_HANDLER = "default.deserialization.exception.handler";

  /** Keys that a named topology may override. */
  private static final Set<String> OVERRIDABLE =
      Set.of(
          StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
          StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
          OLD_CACHE_SIZE,
          StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
          OLD_HANDLER,
          StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
          StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
          StreamsConfig.TASK_TIMEOUT_MS_CONFIG,
          OLD_STORE_TYPE,
          StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
          StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG);

  /** The configs of the application. */
  public final StreamsConfig applicationConfigs;

  /** Name of the topology; null if it has none. */
  public final @Nullable String topologyName;

  /** Whether each record counts once. */
  public final boolean eosEnabled;

  /** What a named topology overrides. */
  public final Properties topologyOverrides;

  /** Records per partition that may wait in memory. */
  public final int maxBufferedSize;

  /** Bytes of memory for caches. */
  public final long cacheSize;

  /** Milliseconds that a task waits for empty partitions. */
  public final long maxTaskIdleMs;

  /** Milliseconds for which a task may retry internal errors. */
  public final long taskTimeoutMs;

  /** The value of the deprecated {@code default.dsl.store}. */
  public final String storeType;

  /** The class that supplies stores of the language. */
  public final Class<?> dslStoreSuppliers;

  /** Makes timestamp extractors. */
  public final Supplier<TimestampExtractor> timestampExtractorSupplier;

  /** Makes handlers of records that can not be deserialized. */
  public final Supplier<DeserializationExceptionHandler> deserializationExceptionHandlerSupplier;

  /** Makes handlers of exceptions of processors. */
  public final Supplier<ProcessingExceptionHandler> processingExceptionHandlerSupplier;

  /** Whether internal topics and stores must have names that are given. */
  public final boolean ensureExplicitInternalResourceNaming;

  /** Takes the configs of the application as they are. */
  public TopologyConfig(StreamsConfig configs) {
    this(null, configs, toProperties(configs.originals()));
  }

  /** Takes the configs of the application with {@code topologyOverrides} over them. */
  public TopologyConfig(
      @Nullable String topologyName, StreamsConfig globalAppConfigs, Properties topologyOverrides) {
    super(definition(), topologyOverrides, false);
    this.topologyName = topologyName;
    this.topologyOverrides = topologyOverrides;
    applicationConfigs = globalAppConfigs;
    eosEnabled =
        StreamsConfig.EXACTLY_ONCE_V2.equals(
            globalAppConfigs.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
    maxBufferedSize =
        sourceOf(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG)
            .getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG);
    maxTaskIdleMs = longOf(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG);
    taskTimeoutMs = longOf(StreamsConfig.TASK_TIMEOUT_MS_CONFIG);
    cacheSize = longOf(newOrOld(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, OLD_CACHE_SIZE));
    storeType = sourceOf(OLD_STORE_TYPE).getString(OLD_STORE_TYPE);
    dslStoreSuppliers =
        sourceOf(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG)
            .getClass(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG);
    timestampExtractorSupplier =
        () ->
            instance(
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, TimestampExtractor.class);
    deserializationExceptionHandlerSupplier =
        () ->
            instance(
                newOrOld(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, OLD_HANDLER),
                DeserializationExceptionHandler.class);
    processingExceptionHandlerSupplier = globalAppConfigs::processingExceptionHandler;
    ensureExplicitInternalResourceNaming =
        globalAppConfigs.getBoolean(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG);
  }

  private static Properties toProperties(Map<String, Object> originals) {
    Properties properties = new Properties();
    originals.forEach(
        (key, value) -> {
          if (value != null) {
            properties.put(key, value);
          }
        });
    return properties;
  }

  private static ConfigDef definition() {
    ConfigDef all = StreamsConfig.configDef();
    ConfigDef own = new ConfigDef();
    OVERRIDABLE.forEach(key -> own.define(all.configKeys().get(key)));
    return own;
  }

  private AbstractConfig sourceOf(String key) {
    return originals().containsKey(key) ? this : applicationConfigs;
  }

  private long longOf(String key) {
    return sourceOf(key).getLong(key);
  }

  private <T> T instance(String key, Class<T> type) {
    return sourceOf(key).getConfiguredInstance(key, type, applicationConfigs.originals());
  }

  /** The old name of a key counts only if the new one is not set at the same level. */
  private String newOrOld(String newKey, String oldKey) {
    Map<String, Object> level =
        originals().containsKey(newKey) || originals().containsKey(oldKey)
            ? originals()
            : applicationConfigs.originals();
    return !level.containsKey(newKey) && level.containsKey(oldKey) ? oldKey : newKey;
  }

  private boolean isSet(String key) {
    return originals().containsKey(key) || applicationConfigs.originals().containsKey(key);
  }

  /** The supplier of stores of the language; empty if the configs do not set one. */
  public Optional<DslStoreSuppliers> resolveDslStoreSuppliers() {
    if (isSet(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG)) {
      return Optional.of(
          instance(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG, DslStoreSuppliers.class));
    }
    if (!isSet(OLD_STORE_TYPE)) {
      return Optional.empty();
    }
    return Optional.of(
        storeType.equals("in_memory")
            ? Materialized.StoreType.IN_MEMORY
            : Materialized.StoreType.ROCKS_DB);
  }

  /**
   * A new processor wrapper, configured; null if processors are not wrapped.
   *
   * @throws ConfigException if the class is no processor wrapper
   */
  @Nullable ProcessorWrapper processorWrapper() {
    String key = StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG;
    if (NoOpProcessorWrapper.class.equals(sourceOf(key).getClass(key))) {
      return null;
    }
    try {
      return instance(key, ProcessorWrapper.class);
    } catch (KafkaException e) {
      throw new ConfigException(
          key, sourceOf(key).getClass(key), "Expected a ProcessorWrapper: " + e.getMessage());
    }
  }

  /** Whether process counts as a change of key and value, and processValues as one of value. */
  boolean processorsCountAsChanges() {
    return InternalConfig.getBoolean(
        applicationConfigs.originals(), InternalConfig.ENABLE_PROCESS_PROCESSVALUE_FIX, false);
  }

  /** What stores of the language keep with each value. */
  DslStoreFormat dslStoreFormat() {
    String format = applicationConfigs.getString(StreamsConfig.DSL_STORE_FORMAT_CONFIG);
    return StreamsConfig.DSL_STORE_FORMAT_HEADERS.equalsIgnoreCase(format)
        ? DslStoreFormat.HEADERS
        : DslStoreFormat.TIMESTAMPED;
  }

  /** Whether the topology has a name. */
  public boolean isNamedTopology() {
    return topologyName != null;
  }

  /** What a task needs of these configs. */
  public TaskConfig getTaskConfig() {
    return new TaskConfig(this);
  }

  /** What a task needs of the configs of its topology. Immutable. */
  public static class TaskConfig {
    /** Milliseconds that the task waits for empty partitions. */
    public final long maxTaskIdleMs;

    /** Milliseconds for which the task may retry internal errors. */
    public final long taskTimeoutMs;

    /** Records per partition that may wait in memory. */
    public final int maxBufferedSize;

    /** Extracts timestamps where the source has no extractor of its own. */
    public final TimestampExtractor timestampExtractor;

    /** Decides about records that can not be deserialized. */
    public final DeserializationExceptionHandler deserializationExceptionHandler;

    /** Decides about exceptions of processors. */
    public final ProcessingExceptionHandler processingExceptionHandler;

    /** Whether each record counts once. */
    public final boolean eosEnabled;

    private TaskConfig(TopologyConfig configs) {
      maxTaskIdleMs = configs.maxTaskIdleMs;
      taskTimeoutMs = configs.taskTimeoutMs;
      maxBufferedSize = configs.maxBufferedSize;
      timestampExtractor = configs.timestampExtractorSupplier.get();
      deserializationExceptionHandler = configs.deserializationExceptionHandlerSupplier.get();
      processingExceptionHandler = configs.processingExceptionHandlerSupplier.get();
      eosEnabled = configs.eosEnabled;
    }
  }

  /** Switches that are not documented to users. */
  public static class InternalConfig {
    /**
     * Lets {@code process} count as a change of key and value, and {@code processValues} as one of
     * value, when repartition topics are merged.
     */
    public static final String ENABLE_PROCESS_PROCESSVALUE_FIX =
        "__enable.process.processValue.fix__";

    /** Has nothing to offer but static members. */
    public InternalConfig() {}

    /** The switch {@code key} of {@code configs}, as a boolean or a text. */
    public static boolean getBoolean(
        Map<String, Object> configs, String key, boolean defaultValue) {
      Object value = configs.get(key);
      if (value instanceof Boolean set) {
        return set;
      }
      return value instanceof String text ? Boolean.parseBoolean(text) : defaultValue;
    }
  }
}
