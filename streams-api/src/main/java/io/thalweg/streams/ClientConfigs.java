package io.thalweg.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives the configs of the Kafka clients: what the user set (a prefix wins over none, a longer
 * prefix over a shorter one), over our defaults, under what can not be changed.
 */
final class ClientConfigs {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsConfig.class);

  private static final List<String> PREFIXES =
      List.of(
          StreamsConfig.CONSUMER_PREFIX,
          StreamsConfig.MAIN_CONSUMER_PREFIX,
          StreamsConfig.RESTORE_CONSUMER_PREFIX,
          StreamsConfig.GLOBAL_CONSUMER_PREFIX,
          StreamsConfig.PRODUCER_PREFIX,
          StreamsConfig.ADMIN_CLIENT_PREFIX,
          StreamsConfig.TOPIC_PREFIX,
          StreamsConfig.CLIENT_TAG_PREFIX);

  private static final Map<String, Object> CONSUMER_DEFAULTS =
      Map.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
  private static final Map<String, Object> CONSUMER_FIXED =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
          ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
  private static final Map<String, Object> EXACTLY_ONCE_CONSUMER_FIXED =
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          // fail on brokers that do not tell offsets of open transactions from others
          "internal.throw.on.fetch.stable.offset.unsupported",
          true);

  private static final int BATCH_SIZE = 64 * 1024;
  private static final int EXACTLY_ONCE_TRANSACTION_TIMEOUT_MS = 10_000;
  private static final int EXACTLY_ONCE_MAX_IN_FLIGHT = 5;
  private static final Map<String, Object> PRODUCER_DEFAULTS =
      Map.of(ProducerConfig.LINGER_MS_CONFIG, "100", ProducerConfig.BATCH_SIZE_CONFIG, BATCH_SIZE);
  private static final Map<String, Object> EXACTLY_ONCE_PRODUCER_DEFAULTS =
      Map.of(
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          Integer.MAX_VALUE,
          ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
          EXACTLY_ONCE_TRANSACTION_TIMEOUT_MS);
  private static final Map<String, Object> EXACTLY_ONCE_PRODUCER_FIXED =
      Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);

  private final StreamsConfig config;
  private final Set<String> streamsKeys;
  private final boolean exactlyOnce;

  ClientConfigs(StreamsConfig config, Set<String> streamsKeys) {
    this.config = config;
    this.streamsKeys = streamsKeys;
    this.exactlyOnce =
        StreamsConfig.EXACTLY_ONCE_V2.equals(
            config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
  }

  Map<String, Object> mainConsumer(String groupId, String clientId, int threadIdx) {
    Map<String, Object> result = consumer(StreamsConfig.MAIN_CONSUMER_PREFIX);
    result.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
    result.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    result.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    result.computeIfPresent(
        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, (key, value) -> value + "-" + threadIdx);
    return result;
  }

  Map<String, Object> restoreConsumer(String clientId) {
    return groupless(StreamsConfig.RESTORE_CONSUMER_PREFIX, clientId);
  }

  Map<String, Object> globalConsumer(String clientId) {
    return groupless(StreamsConfig.GLOBAL_CONSUMER_PREFIX, clientId + "-global-consumer");
  }

  private Map<String, Object> groupless(String prefix, String clientId) {
    Map<String, Object> result = consumer(prefix);
    result.remove(ConsumerConfig.GROUP_ID_CONFIG);
    result.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    result.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
    result.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    result.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    return result;
  }

  private Map<String, Object> consumer(String prefix) {
    Map<String, Object> result = new HashMap<>(CONSUMER_DEFAULTS);
    result.putAll(userSettings(ConsumerConfig.configNames(), StreamsConfig.CONSUMER_PREFIX));
    result.putAll(config.originalsWithPrefix(prefix));
    fix(result, CONSUMER_FIXED);
    if (exactlyOnce) {
      fix(result, EXACTLY_ONCE_CONSUMER_FIXED);
    }
    return result;
  }

  Map<String, Object> producer(String clientId) {
    Map<String, Object> result = new HashMap<>(PRODUCER_DEFAULTS);
    if (exactlyOnce) {
      result.putAll(EXACTLY_ONCE_PRODUCER_DEFAULTS);
    }
    result.putAll(userSettings(ProducerConfig.configNames(), StreamsConfig.PRODUCER_PREFIX));
    if (exactlyOnce) {
      fix(result, EXACTLY_ONCE_PRODUCER_FIXED);
      result.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
      checkMaxInFlight(result.get(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION));
    }
    result.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    return result;
  }

  Map<String, Object> admin(String clientId) {
    Map<String, Object> result =
        userSettings(AdminClientConfig.configNames(), StreamsConfig.ADMIN_CLIENT_PREFIX);
    result.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, metricsPush());
    result.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
    return result;
  }

  /** What the user set for a kind of client, and what no one knows but perhaps a plug-in. */
  private Map<String, Object> userSettings(Set<String> clientKeys, String prefix) {
    Map<String, Object> result = new HashMap<>();
    config
        .originals()
        .forEach(
            (key, value) -> {
              if (clientKeys.contains(key) || isUnknown(key)) {
                result.put(key, value);
              }
            });
    result.putAll(config.originalsWithPrefix(prefix));
    return result;
  }

  private boolean isUnknown(String key) {
    return !streamsKeys.contains(key)
        && !ConsumerConfig.configNames().contains(key)
        && !ProducerConfig.configNames().contains(key)
        && !AdminClientConfig.configNames().contains(key)
        && PREFIXES.stream().noneMatch(key::startsWith);
  }

  private static void fix(Map<String, Object> result, Map<String, Object> fixed) {
    fixed.forEach(
        (key, value) -> {
          Object set = result.put(key, value);
          if (set != null && !set.toString().equals(value.toString())) {
            LOG.warn("{} is set to {}, but must be {}; the setting is ignored.", key, set, value);
          }
        });
  }

  /** Checks what does not depend on a client alone. */
  void check() {
    if (exactlyOnce) {
      checkTransactionTimeout();
    }
    checkMetricsPush();
    if (config.isStreamsProtocolEnabled()) {
      checkNoStaticMembership();
    }
  }

  private boolean metricsPush() {
    return config.getBoolean(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG);
  }

  private void checkMetricsPush() {
    if (!metricsPush()) {
      return;
    }
    for (String prefix :
        List.of(
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.ADMIN_CLIENT_PREFIX)) {
      String key = prefix + StreamsConfig.ENABLE_METRICS_PUSH_CONFIG;
      Object value = config.originals().get(key);
      if (value != null && value.toString().strip().equalsIgnoreCase("false")) {
        throw new ConfigException(
            key,
            value,
            "It must be true while " + StreamsConfig.ENABLE_METRICS_PUSH_CONFIG + " is true.");
      }
    }
  }

  private void checkNoStaticMembership() {
    Object instanceId =
        consumer(StreamsConfig.MAIN_CONSUMER_PREFIX).get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    if (instanceId != null) {
      throw new ConfigException(
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          instanceId,
          "It must not be set with group.protocol=streams; use group.protocol=classic.");
    }
  }

  private void checkTransactionTimeout() {
    Object timeout = producerSetting(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    int timeoutMs =
        timeout == null
            ? EXACTLY_ONCE_TRANSACTION_TIMEOUT_MS
            : parseInt(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
    long commitIntervalMs = config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
    if (timeoutMs < commitIntervalMs) {
      throw new IllegalArgumentException(
          "Transactions would end before they are committed: producer.transaction.timeout.ms is "
              + timeoutMs
              + ", less than commit.interval.ms, which is "
              + commitIntervalMs
              + ". Lower the latter or raise the former.");
    }
  }

  private @Nullable Object producerSetting(String key) {
    Object prefixed = config.originals().get(StreamsConfig.PRODUCER_PREFIX + key);
    return prefixed == null ? config.originals().get(key) : prefixed;
  }

  private static void checkMaxInFlight(@Nullable Object value) {
    if (value == null) {
      return;
    }
    String key = ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
    if (parseInt(key, value) > EXACTLY_ONCE_MAX_IN_FLIGHT) {
      throw new ConfigException(
          key, value, "It must be at most " + EXACTLY_ONCE_MAX_IN_FLIGHT + " with exactly-once.");
    }
  }

  private static int parseInt(String key, Object value) {
    return (Integer)
        Objects.requireNonNull(ConfigDef.parseType(key, value, ConfigDef.Type.INT), key);
  }
}
