package io.thalweg.streams.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A real Apache Kafka cluster (KRaft; no Docker) of one or three nodes on loopback ports, each node
 * a child JVM that runs the broker from the class path of this one.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
 *   kafka.createTopic("orders", 3);
 *   properties.put("bootstrap.servers", kafka.bootstrapServers());
 *   ...
 * }
 * }</pre>
 *
 * <p>Made for tests: ready in about two seconds, little memory, no automatic creation of topics, no
 * retention by age. The nodes never outlive this JVM, even if it is killed, and data in a temporary
 * folder goes with them. With {@link Builder#dataDirectory} the data stays, and a later start in
 * the same folder finds it. The log of a node is a {@linkplain #logFile file}, apart from the
 * application's own.
 *
 * <p>Thread-safe. No argument may be null.
 */
public final class EmbeddedKafka implements KafkaCluster {
  private static final int START_ATTEMPTS = 5;
  private static final Duration PORT_TIMEOUT = Duration.ofSeconds(5);

  private final Duration startTimeout;
  private final ClusterFolder folder;
  private final NodeSettings settings;
  private final List<NodeProcess> nodes;
  private final KafkaIo io;

  /** Guarded by {@code this}, as are {@code closed} and the state of the nodes. */
  private @Nullable Admin admin;

  private boolean closed;

  private EmbeddedKafka(Builder builder, ClusterFolder folder, NodeSettings settings) {
    this.startTimeout = builder.startTimeout;
    this.folder = folder;
    this.settings = settings;
    this.io = new KafkaIo(settings.bootstrapServers());
    this.nodes = new ArrayList<>();
    for (int node = 1; node <= builder.nodes; node++) {
      nodes.add(
          new NodeProcess(
              node,
              folder.ofNode(node),
              builder.jvmArguments(),
              folder.clusterId(),
              folder.deletedWithThisJvm()));
    }
  }

  /** Starts a cluster of one node with its data in a temporary folder. */
  public static EmbeddedKafka start() {
    return builder().start();
  }

  /** A cluster to be configured and then {@linkplain Builder#start() started}. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  @Override
  public int nodes() {
    return nodes.size();
  }

  @Override
  public synchronized boolean isRunning(int node) {
    return node(node).isAlive();
  }

  @Override
  public synchronized void stop(int node) {
    node(node).stop();
  }

  @Override
  public synchronized void kill(int node) {
    node(node).kill();
  }

  @Override
  public synchronized void restart(int node) {
    if (closed) {
      throw new IllegalStateException("This EmbeddedKafka is closed: start a new one.");
    }
    NodeProcess process = node(node);
    process.stop();
    for (int port : settings.ports(node)) {
      if (!FreePorts.awaitFree(port, PORT_TIMEOUT)) {
        throw new IllegalStateException(
            "Node "
                + node
                + " cannot come back: another process listens on its port "
                + port
                + ", and clients know it by that port. End the other process.");
      }
    }
    process.launch(settings);
    process.awaitReady(startTimeout);
  }

  /** The operating system's id of a running node's process. */
  public synchronized long pid(int node) {
    return node(node).pid();
  }

  /** Where a node logs to; it is appended to over restarts. */
  public Path logFile(int node) {
    return node(node).logFile();
  }

  @Override
  public synchronized Admin admin() {
    if (closed) {
      throw new IllegalStateException("This EmbeddedKafka is closed: start a new one.");
    }
    if (admin == null) {
      admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }
    return admin;
  }

  @Override
  public KafkaIo io() {
    return io;
  }

  /**
   * Ends all nodes: cleanly if the data stays, at once if it is temporary, in which case the folder
   * is deleted.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    io.close();
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    if (folder.deletedWithThisJvm() == null) {
      stop();
    } else {
      nodes.forEach(NodeProcess::kill);
    }
    folder.release();
  }

  private NodeProcess node(int node) {
    if (node < 1 || node > nodes.size()) {
      throw new IllegalArgumentException(
          "There is no node " + node + ": nodes are numbered from 1 to " + nodes.size() + ".");
    }
    return nodes.get(node - 1);
  }

  private void launch() {
    nodes.forEach(node -> node.launch(settings));
    nodes.forEach(node -> node.awaitReady(startTimeout));
  }

  private boolean portWasTaken() {
    return nodes.stream().anyMatch(NodeProcess::portWasTaken);
  }

  /** Configures an {@link EmbeddedKafka}. Not thread-safe. */
  public static final class Builder {
    private int nodes = 1;
    private @Nullable Path dataDirectory;
    private Duration startTimeout = Duration.ofSeconds(60);
    private final Map<String, String> brokerConfig = new LinkedHashMap<>();
    private final List<String> jvmArguments = new ArrayList<>();

    private Builder() {}

    /** How many nodes, each of them broker and controller: 1 (the default) or 3. */
    public Builder nodes(int count) {
      if (count != 1 && count != 3) {
        throw new IllegalArgumentException("A cluster has 1 or 3 nodes, not " + count + ".");
      }
      nodes = count;
      return this;
    }

    /**
     * Keeps the data in this folder (created if absent) instead of a temporary one. A folder used
     * before must have been used with the same number of nodes.
     */
    public Builder dataDirectory(Path folder) {
      dataDirectory = folder;
      return this;
    }

    /** Sets a broker setting on all nodes, over whatever this class would set. */
    public Builder brokerConfig(String key, String value) {
      brokerConfig.put(key, value);
      return this;
    }

    /** Sets broker settings on all nodes. */
    public Builder brokerConfig(Map<String, String> config) {
      brokerConfig.putAll(config);
      return this;
    }

    /** Adds arguments of the nodes' JVMs, such as {@code -Xmx1g}; later ones win. */
    public Builder jvmArguments(String... arguments) {
      Collections.addAll(jvmArguments, arguments);
      return this;
    }

    /** How long a node may take until it serves requests; 60 seconds if not set. */
    public Builder startTimeout(Duration timeout) {
      startTimeout = timeout;
      return this;
    }

    /**
     * Starts the nodes and returns when all serve requests.
     *
     * @throws IllegalStateException if a node does not come up; the message quotes the end of its
     *     log
     */
    public EmbeddedKafka start() {
      ClusterFolder folder = ClusterFolder.open(dataDirectory, nodes);
      try {
        return start(folder);
      } catch (RuntimeException e) {
        folder.release();
        throw e;
      }
    }

    private EmbeddedKafka start(ClusterFolder folder) {
      Random random = new Random();
      for (int attempt = 1; ; attempt++) {
        NodeSettings settings =
            new NodeSettings(FreePorts.find(2 * nodes, random), Map.copyOf(brokerConfig));
        EmbeddedKafka kafka = new EmbeddedKafka(this, folder, settings);
        try {
          kafka.launch();
          return kafka;
        } catch (RuntimeException e) {
          kafka.nodes.forEach(NodeProcess::kill);
          if (attempt == START_ATTEMPTS || !kafka.portWasTaken()) {
            throw e;
          }
        }
      }
    }

    /** Start-up matters more than peak speed, and a cluster must fit beside the application. */
    private List<String> jvmArguments() {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "-Xmx384m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xshare:auto",
                  "-Djava.awt.headless=true"));
      arguments.addAll(jvmArguments);
      return arguments;
    }
  }
}
