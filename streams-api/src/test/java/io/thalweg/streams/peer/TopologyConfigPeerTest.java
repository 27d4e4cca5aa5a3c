package io.thalweg.streams.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.TopologyConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** {@link TopologyConfig} against that of Kafka Streams. */
class TopologyConfigPeerTest {
  private static final List<Map<String, ?>> SETTINGS =
      List.of(
          Map.of(),
          Map.of("default.dsl.store", "in_memory"),
          Map.of("default.dsl.store", "rocksDB"),
          Map.of("statestore.cache.max.bytes", 5, "cache.max.bytes.buffering", 7),
          Map.of("cache.max.bytes.buffering", 7),
          Map.of("buffered.records.per.partition", 3, "max.task.idle.ms", 4L, "task.timeout.ms", 6),
          Map.of(
              "processing.guarantee",
              "exactly_once_v2",
              "ensure.explicit.internal.resource.naming",
              "true"));

  private static Map<String, Object> with(Map<String, ?> extra) {
    Map<String, Object> props = new HashMap<>(extra);
    props.put("application.id", "app");
    props.put("bootstrap.servers", "localhost:9092");
    return props;
  }

  private static Properties properties(Map<String, ?> overrides) {
    Properties properties = new Properties();
    properties.putAll(overrides);
    return properties;
  }

  @Test
  void whenNamedOrNotThenTheValuesAreTheSame() {
    for (Map<String, ?> application : SETTINGS) {
      Outcome.same(
          () -> described(new TopologyConfig(new StreamsConfig(with(application)))),
          () ->
              described(
                  new org.apache.kafka.streams.TopologyConfig(
                      new org.apache.kafka.streams.StreamsConfig(with(application)))));
      for (Map<String, ?> overrides : SETTINGS) {
        Outcome.same(
            () ->
                described(
                    new TopologyConfig(
                        "name", new StreamsConfig(with(application)), properties(overrides))),
            () ->
                described(
                    new org.apache.kafka.streams.TopologyConfig(
                        "name",
                        new org.apache.kafka.streams.StreamsConfig(with(application)),
                        properties(overrides))));
      }
    }
  }

  private static String described(TopologyConfig config) {
    return String.join(
        " ",
        "" + config.topologyName,
        "" + config.isNamedTopology(),
        "" + config.eosEnabled,
        "" + config.cacheSize,
        "" + config.maxBufferedSize,
        "" + config.maxTaskIdleMs,
        "" + config.taskTimeoutMs,
        config.storeType,
        "" + config.dslStoreSuppliers,
        "" + config.resolveDslStoreSuppliers(),
        "" + config.ensureExplicitInternalResourceNaming,
        "" + config.timestampExtractorSupplier.get().getClass(),
        "" + config.getTaskConfig().deserializationExceptionHandler.getClass(),
        "" + config.getTaskConfig().processingExceptionHandler.getClass());
  }

  private static String described(org.apache.kafka.streams.TopologyConfig config) {
    return String.join(
        " ",
        "" + config.topologyName,
        "" + config.isNamedTopology(),
        "" + config.eosEnabled,
        "" + config.cacheSize,
        "" + config.maxBufferedSize,
        "" + config.maxTaskIdleMs,
        "" + config.taskTimeoutMs,
        config.storeType,
        "" + config.dslStoreSuppliers,
        "" + config.resolveDslStoreSuppliers(),
        "" + config.ensureExplicitInternalResourceNaming,
        "" + config.timestampExtractorSupplier.get().getClass(),
        "" + config.getTaskConfig().deserializationExceptionHandler.getClass(),
        "" + config.getTaskConfig().processingExceptionHandler.getClass());
  }

  @Test
  void switchesAreReadTheSame() {
    for (Map<String, Object> configs :
        List.<Map<String, Object>>of(
            Map.of(), Map.of("k", true), Map.of("k", "true"), Map.of("k", 5))) {
      Outcome.same(
          () -> TopologyConfig.InternalConfig.getBoolean(configs, "k", true),
          () ->
              org.apache.kafka.streams.TopologyConfig.InternalConfig.getBoolean(
                  configs, "k", true));
    }
    assertEquals(
        org.apache.kafka.streams.TopologyConfig.InternalConfig.ENABLE_PROCESS_PROCESSVALUE_FIX,
        TopologyConfig.InternalConfig.ENABLE_PROCESS_PROCESSVALUE_FIX);
  }
}
