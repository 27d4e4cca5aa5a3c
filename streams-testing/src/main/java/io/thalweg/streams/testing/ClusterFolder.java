package io.thalweg.streams.testing;

import io.thalweg.streams.testing.node.TempFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Where a cluster has its data: one folder per node, and what identifies the cluster. */
final class ClusterFolder {
  private static final String IDENTITY_FILE = "cluster.properties";

  private final Path root;
  private final String clusterId;
  private final boolean temporary;

  private ClusterFolder(Path root, String clusterId, boolean temporary) {
    this.root = root;
    this.clusterId = clusterId;
    this.temporary = temporary;
  }

  /**
   * @param given null for a new temporary folder
   * @throws IllegalArgumentException if the folder has the data of a cluster of another size
   */
  static ClusterFolder open(@Nullable Path given, int nodes) {
    try {
      if (given == null) {
        return new ClusterFolder(Files.createTempDirectory("embedded-kafka-"), newId(), true);
      }
      Path root = Files.createDirectories(given.toAbsolutePath());
      return new ClusterFolder(root, identity(root, nodes), false);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder for a Kafka cluster, "
              + (given == null ? "below " + System.getProperty("java.io.tmpdir") : given)
              + ", cannot be used: "
              + e,
          e);
    }
  }

  private static String identity(Path root, int nodes) throws IOException {
    Path file = root.resolve(IDENTITY_FILE);
    Properties identity = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        identity.load(reader);
      }
      String before = identity.getProperty("nodes", "?");
      if (!before.equals(Integer.toString(nodes))) {
        throw new IllegalArgumentException(
            root
                + " has the data of a cluster of "
                + before
                + " nodes, not of "
                + nodes
                + ": ask for "
                + before
                + " nodes or give another folder.");
      }
    } else {
      identity.setProperty("nodes", Integer.toString(nodes));
      identity.setProperty("cluster.id", newId());
      try (var writer = Files.newBufferedWriter(file)) {
        identity.store(writer, "An EmbeddedKafka lives here");
      }
    }
    return identity.getProperty("cluster.id", "?");
  }

  private static String newId() {
    return Uuid.randomUuid().toString();
  }

  String clusterId() {
    return clusterId;
  }

  Path ofNode(int node) {
    return root.resolve("node-" + node);
  }

  /** The root, if nothing of it shall remain. */
  @Nullable Path deletedWithThisJvm() {
    return temporary ? root : null;
  }

  /** Removes what is temporary; no node may run any more. */
  void release() {
    if (temporary && !TempFolders.deleteWhileInUse(root)) {
      throw new IllegalStateException("The temporary folder " + root + " could not be deleted.");
    }
  }
}
