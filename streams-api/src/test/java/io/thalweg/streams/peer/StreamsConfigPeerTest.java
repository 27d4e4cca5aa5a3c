package io.thalweg.streams.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.StreamsConfig;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

/** {@link StreamsConfig} against that of Kafka Streams. */
class StreamsConfigPeerTest {
  private static final String OWN = "thalweg.";

  /** What Kafka Streams tells its assignor by way of the consumer; ours is told directly. */
  private static final Set<String> FOR_THE_ASSIGNOR =
      Set.of(
          "acceptable.recovery.lag",
          "application.id",
          "application.server",
          "max.warmup.replicas",
          "num.standby.replicas",
          "partition.assignment.strategy",
          "probing.rebalance.interval.ms",
          "rack.aware.assignment.non_overlap_cost",
          "rack.aware.assignment.strategy",
          "rack.aware.assignment.tags",
          "rack.aware.assignment.traffic_cost",
          "replication.factor",
          "task.assignor.class",
          "upgrade.from",
          "windowstore.changelog.additional.retention.ms");

  /** Keys that Kafka Streams passes on to all clients, though they are for others. */
  private static final List<String> LEAKING_PREFIXES =
      List.of("main.consumer.", "restore.consumer.", "global.consumer.", "topic.", "client.tag.");

  @Test
  void keysTypesDefaultsImportanceAndValidatorsAreTheSame() {
    assertEquals(
        described(org.apache.kafka.streams.StreamsConfig.configDef().configKeys()),
        described(StreamsConfig.configDef().configKeys()));
  }

  private static Map<String, String> described(Map<String, ConfigKey> keys) {
    Map<String, String> result = new TreeMap<>();
    keys.forEach(
        (name, key) -> {
          if (!name.startsWith(OWN)) {
            String rule =
                name.equals("topology.optimization") ? "list" : Outcome.neutral(key.validator);
            result.put(
                name,
                Outcome.neutral(
                    key.type + " " + key.defaultValue + " " + key.importance + " " + rule));
          }
        });
    return result;
  }

  @Test
  void whenAKeyIsSetToAnOddValueThenBothTakeOrRefuseIt() {
    for (String key : StreamsConfig.configDef().names()) {
      if (key.startsWith(OWN)) {
        continue;
      }
      for (Object value :
          Arrays.asList(null, "", "x", "0", "-1", "-2", "59999", 7L, true, "none")) {
        Map<String, Object> props = base();
        props.put(key, value);
        Outcome expected =
            Outcome.of(
                () -> "" + new org.apache.kafka.streams.StreamsConfig(props).values().get(key));
        Outcome actual = Outcome.of(() -> "" + new StreamsConfig(props).values().get(key));
        if (value != null || !expected.text().contains("NullPointer")) {
          assertEquals(expected, actual, () -> key + "=" + value);
        }
      }
    }
  }

  @Test
  void whenConfigsAreRandomThenTheConfigsOfTheClientsAreTheSame() {
    Random random = new Random(3);
    for (int i = 0; i < 1_500; i++) {
      Map<String, Object> props = randomProps(random);
      compare(
          props,
          "main",
          (c, x) -> c.getMainConsumerConfigs("group", x, 3),
          (c, x) -> c.getMainConsumerConfigs("group", x, 3));
      compare(
          props,
          "restore",
          StreamsConfig::getRestoreConsumerConfigs,
          org.apache.kafka.streams.StreamsConfig::getRestoreConsumerConfigs);
      compare(
          props,
          "global",
          StreamsConfig::getGlobalConsumerConfigs,
          org.apache.kafka.streams.StreamsConfig::getGlobalConsumerConfigs);
      compare(
          props,
          "producer",
          StreamsConfig::getProducerConfigs,
          org.apache.kafka.streams.StreamsConfig::getProducerConfigs);
      compare(
          props,
          "admin",
          StreamsConfig::getAdminConfigs,
          org.apache.kafka.streams.StreamsConfig::getAdminConfigs);
    }
  }

  private static void compare(
      Map<String, Object> props,
      String client,
      BiFunction<StreamsConfig, String, Map<String, Object>> ours,
      BiFunction<org.apache.kafka.streams.StreamsConfig, String, Map<String, Object>> peer) {
    Outcome expected =
        Outcome.of(
            () ->
                comparable(
                    peer.apply(new org.apache.kafka.streams.StreamsConfig(props), "id"), props));
    Outcome actual =
        Outcome.of(() -> comparable(ours.apply(new StreamsConfig(props), "id"), props));
    assertEquals(expected, actual, () -> client + " of " + props);
  }

  /** Leaves out what differs on purpose, each with its own test below. */
  private static Map<String, Object> comparable(
      Map<String, Object> config, Map<String, Object> props) {
    Map<String, Object> result = new TreeMap<>(config);
    result.keySet().removeIf(key -> FOR_THE_ASSIGNOR.contains(key));
    result.keySet().removeIf(key -> LEAKING_PREFIXES.stream().anyMatch(key::startsWith));
    if (!props.containsKey("batch.size") && !props.containsKey("producer.batch.size")) {
      result.remove("batch.size");
    }
    if ("exactly_once_v2".equals(props.get("processing.guarantee"))) {
      result.remove("isolation.level");
    }
    return result;
  }

  private static final List<String> PREFIXES =
      List.of(
          "",
          "consumer.",
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "producer.",
          "admin.",
          "topic.");

  private static Map<String, Object> randomProps(Random random) {
    List<String> keys =
        List.of(
            "enable.auto.commit=true",
            "auto.offset.reset=latest",
            "max.poll.records=7",
            "isolation.level=read_uncommitted",
            "isolation.level=read_committed",
            "allow.auto.create.topics=true",
            "group.id=g",
            "client.id=c",
            "group.instance.id=inst",
            "fetch.min.bytes=5",
            "linger.ms=9",
            "batch.size=10",
            "enable.idempotence=false",
            "transactional.id=t",
            "max.in.flight.requests.per.connection=3",
            "max.in.flight.requests.per.connection=6",
            "delivery.timeout.ms=5",
            "transaction.timeout.ms=77777",
            "transaction.timeout.ms=50",
            "retries=4",
            "request.timeout.ms=99",
            "retry.backoff.ms=7",
            "unknown.key=8",
            "max.poll.interval.ms=5",
            "group.protocol=classic",
            "metadata.recovery.strategy=none",
            "security.protocol=SSL",
            "partition.assignment.strategy=x");
    Map<String, Object> props = base();
    for (int i = random.nextInt(8); i > 0; i--) {
      String[] entry = keys.get(random.nextInt(keys.size())).split("=", 2);
      // Kafka Streams checks the one even where no producer reads it, the other only with prefix
      boolean producerOnly =
          entry[0].startsWith("max.in.flight") || entry[0].startsWith("transaction.timeout");
      String prefix = producerOnly ? "producer." : PREFIXES.get(random.nextInt(PREFIXES.size()));
      props.put(prefix + entry[0], entry[1]);
    }
    if (random.nextBoolean()) {
      props.put("processing.guarantee", "exactly_once_v2");
    }
    if (random.nextInt(4) == 0) {
      props.put("commit.interval.ms", "" + random.nextInt(20_000));
    }
    if (random.nextInt(8) == 0) {
      props.put("group.protocol", "streams");
    }
    return props;
  }

  private static Map<String, Object> base() {
    Map<String, Object> props = new HashMap<>();
    props.put("application.id", "app");
    props.put("bootstrap.servers", "localhost:9092");
    return props;
  }

  private static Map<String, Object> with(Object... keysAndValues) {
    Map<String, Object> props = base();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      props.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return props;
  }

  @Test
  void whenExactlyOnceThenNoPrefixGetsAroundReadCommitted() {
    for (String prefix :
        List.of("", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.")) {
      StreamsConfig config =
          new StreamsConfig(
              with(
                  "processing.guarantee",
                  "exactly_once_v2",
                  prefix + "isolation.level",
                  "read_uncommitted"));
      for (Map<String, Object> consumer :
          List.of(
              config.getMainConsumerConfigs("g", "c", 0),
              config.getRestoreConsumerConfigs("c"),
              config.getGlobalConsumerConfigs("c"))) {
        assertEquals("read_committed", consumer.get("isolation.level"), prefix);
      }
    }
  }

  @Test
  void whenTheUserSetsNoBatchSizeThenItIsOurs() {
    assertEquals(65_536, new StreamsConfig(base()).getProducerConfigs("c").get("batch.size"));
    assertEquals(
        "10",
        new StreamsConfig(with("producer.batch.size", "10"))
            .getProducerConfigs("c")
            .get("batch.size"));
    assertEquals(
        "11",
        new StreamsConfig(with("batch.size", "11")).getProducerConfigs("c").get("batch.size"));
  }

  @Test
  void whenAnOwnKeyHasAWrongValueOrNameThenTheMessageNamesIt() {
    assertNames("thalweg.memory.max.bytes", "-1");
    assertNames("thalweg.restore.threads", "0");
    assertNames("thalweg.changelog.dedup", "perhaps");
    assertNames("thalweg.no.such.key", "1");
    assertEquals(
        256L << 20, new StreamsConfig(base()).getLong(StreamsConfig.MEMORY_MAX_BYTES_CONFIG));
    assertEquals(
        64L << 20,
        new StreamsConfig(base()).getLong(StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG));
  }

  private static void assertNames(String key, String value) {
    String message =
        assertThrows(ConfigException.class, () -> new StreamsConfig(with(key, value))).getMessage();
    assertTrue(message.contains(key) && message.contains(value), message);
  }

  @Test
  void tagsAndMetricsPushAreCheckedTheSame() {
    for (Map<String, Object> props :
        List.of(
            with("rack.aware.assignment.tags", "a,b", "client.tag.a", "1"),
            with("rack.aware.assignment.tags", "a", "client.tag.a", "1"),
            with("rack.aware.assignment.tags", "a,b,c,d,e,f"),
            with("client.tag." + "k".repeat(21), "1"),
            with("client.tag.k", "v".repeat(31)),
            with("client.tag.k", "v".repeat(30), "client.tag.n", 5),
            with("main.consumer.enable.metrics.push", false),
            with("consumer.enable.metrics.push", false),
            with("admin.enable.metrics.push", false),
            with("admin.enable.metrics.push", false, "enable.metrics.push", false),
            with("producer.enable.metrics.push", false))) {
      Outcome.same(
          () -> new TreeMap<>(new StreamsConfig(props).getClientTags()),
          () -> new TreeMap<>(new org.apache.kafka.streams.StreamsConfig(props).getClientTags()));
    }
  }

  @Test
  void instancesAreMadeOfTheSameClasses() {
    String string = Serdes.StringSerde.class.getName();
    for (Map<String, Object> props :
        List.of(
            base(),
            with("default.key.serde", string, "default.value.serde", string),
            with("default.key.serde", String.class, "default.value.serde", Object.class))) {
      Outcome.same(
          () -> new StreamsConfig(props).defaultKeySerde().getClass(),
          () -> new org.apache.kafka.streams.StreamsConfig(props).defaultKeySerde().getClass());
      Outcome.same(
          () -> new StreamsConfig(props).defaultValueSerde().getClass(),
          () -> new org.apache.kafka.streams.StreamsConfig(props).defaultValueSerde().getClass());
    }
    StreamsConfig ours = new StreamsConfig(base());
    var peer = new org.apache.kafka.streams.StreamsConfig(base());
    Outcome.same(
        () -> ours.defaultTimestampExtractor().getClass(),
        () -> peer.defaultTimestampExtractor().getClass());
    Outcome.same(
        () -> ours.deserializationExceptionHandler().getClass(),
        () -> peer.deserializationExceptionHandler().getClass());
    Outcome.same(
        () -> ours.productionExceptionHandler().getClass(),
        () -> peer.productionExceptionHandler().getClass());
    Outcome.same(
        () -> ours.processingExceptionHandler().getClass(),
        () -> peer.processingExceptionHandler().getClass());
    Outcome.same(
        () -> ours.getKafkaClientSupplier().getClass(),
        () -> peer.getKafkaClientSupplier().getClass());
  }

  @Test
  void whenOnlyTheOldNameOfAHandlerIsSetThenItCounts() {
    String old = "default.deserialization.exception.handler";
    String own = "io.thalweg.streams.errors.LogAndContinueExceptionHandler";
    assertEquals(
        own,
        new StreamsConfig(with(old, own)).deserializationExceptionHandler().getClass().getName());
    assertEquals(
        "io.thalweg.streams.errors.LogAndFailExceptionHandler",
        new StreamsConfig(
                with(
                    old,
                    own,
                    "deserialization.exception.handler",
                    "io.thalweg.streams.errors.LogAndFailExceptionHandler"))
            .deserializationExceptionHandler()
            .getClass()
            .getName());
  }

  @Test
  void optimizationsAreReadTheSame() {
    for (String value :
        Arrays.asList(
            "none",
            "all",
            "",
            "x",
            "all,none",
            "merge.repartition.topics",
            " merge.repartition.topics",
            "merge.repartition.topics, single.store.self.join",
            "reuse.ktable.source.topics,reuse.ktable.source.topics",
            "all,merge.repartition.topics",
            "merge.repartition.topics,",
            null)) {
      Outcome.same(
          () -> new TreeSet<>(StreamsConfig.verifyTopologyOptimizationConfigs(value)),
          () ->
              new TreeSet<>(
                  org.apache.kafka.streams.StreamsConfig.verifyTopologyOptimizationConfigs(value)));
    }
  }
}
