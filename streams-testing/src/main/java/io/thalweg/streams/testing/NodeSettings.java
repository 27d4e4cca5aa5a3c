package io.thalweg.streams.testing;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The {@code server.properties} of the nodes of one cluster. */
final class NodeSettings {
  private static final String HOST = "127.0.0.1";

  private final List<Integer> brokerPorts;
  private final List<Integer> controllerPorts;
  private final Map<String, String> overrides;

  NodeSettings(List<Integer> ports, Map<String, String> overrides) {
    int nodes = ports.size() / 2;
    this.brokerPorts = ports.subList(0, nodes);
    this.controllerPorts = ports.subList(nodes, ports.size());
    this.overrides = overrides;
  }

  String bootstrapServers() {
    return brokerPorts.stream().map(port -> HOST + ":" + port).collect(Collectors.joining(","));
  }

  /** The ports that a node listens on. */
  List<Integer> ports(int node) {
    return List.of(brokerPorts.get(node - 1), controllerPorts.get(node - 1));
  }

  void write(int node, Path folder, Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(forTests(brokerPorts.size()));
    properties.putAll(identity(node, folder));
    properties.putAll(overrides);
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(writer, "Node " + node + " of an EmbeddedKafka");
    }
  }

  private Map<String, String> identity(int node, Path folder) {
    String broker = "PLAINTEXT://" + HOST + ":" + brokerPorts.get(node - 1);
    String controller = "CONTROLLER://" + HOST + ":" + controllerPorts.get(node - 1);
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(node),
        "controller.quorum.voters",
        voters(),
        "listeners",
        broker + "," + controller,
        "advertised.listeners",
        broker,
        "controller.listener.names",
        "CONTROLLER",
        "inter.broker.listener.name",
        "PLAINTEXT",
        "log.dirs",
        folder.resolve("data").toString());
  }

  private String voters() {
    return IntStream.range(0, controllerPorts.size())
        .mapToObj(i -> (i + 1) + "@" + HOST + ":" + controllerPorts.get(i))
        .collect(Collectors.joining(","));
  }

  /** What makes a cluster of so many nodes right for tests, wherever the nodes run. */
  static Map<String, String> forTests(int nodes) {
    Map<String, String> settings = new HashMap<>(small());
    settings.putAll(replicated(nodes));
    return settings;
  }

  private static Map<String, String> replicated(int nodes) {
    String copies = Integer.toString(nodes);
    String leastInSync = nodes > 1 ? "2" : "1";
    return Map.of(
        "default.replication.factor", copies,
        "min.insync.replicas", leastInSync,
        "offsets.topic.replication.factor", copies,
        "transaction.state.log.replication.factor", copies,
        "transaction.state.log.min.isr", leastInSync,
        "share.coordinator.state.topic.replication.factor", copies,
        "share.coordinator.state.topic.min.isr", leastInSync,
        // A dead node is noticed, and may come back, after this; less, and a busy machine looks
        // dead.
        "broker.session.timeout.ms", "6000",
        "broker.heartbeat.interval.ms", "500");
  }

  /** Little memory, few threads and files, and none of the waits that only a big cluster needs. */
  private static Map<String, String> small() {
    return Map.ofEntries(
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("group.min.session.timeout.ms", "500"),
        Map.entry("group.coordinator.threads", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("offsets.topic.segment.bytes", "1048576"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("transaction.state.log.segment.bytes", "1048576"),
        Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
        Map.entry("share.coordinator.state.topic.num.partitions", "2"),
        Map.entry("share.coordinator.state.topic.segment.bytes", "1048576"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "3"),
        Map.entry("num.replica.fetchers", "1"),
        Map.entry("background.threads", "2"),
        Map.entry("num.recovery.threads.per.data.dir", "1"),
        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
        Map.entry("log.index.size.max.bytes", "1048576"),
        Map.entry("log.segment.bytes", "134217728"),
        // Test data may be decades old; nothing disappears by age.
        Map.entry("log.retention.ms", "-1"),
        Map.entry("log.segment.delete.delay.ms", "1000"));
  }
}
