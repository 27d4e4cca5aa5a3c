package io.thalweg.streams.testing;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The class path of this JVM, in a form that a child JVM can be started with. */
final class ChildClassPath {
  /**
   * Surefire's own: its fork may have one jar on its real class path, whose manifest has the rest.
   */
  private static final String SUREFIRE = "surefire.test.class.path";

  private static final String BROKER = "kafka/server/KafkaRaftServer.class";

  private ChildClassPath() {}

  /**
   * @throws IllegalStateException if the broker is not on the class path
   */
  static String ofThisJvm() {
    ClassLoader loader = ChildClassPath.class.getClassLoader();
    if (loader.getResource(BROKER) == null) {
      throw new IllegalStateException(
          "The Kafka broker is not on the class path: add the dependency "
              + "org.apache.kafka:kafka_2.13 (thalweg-streams-testing brings it along unless it is "
              + "excluded).");
    }
    Set<String> entries = new LinkedHashSet<>();
    String listed = System.getProperty(SUREFIRE, System.getProperty("java.class.path", ""));
    entries.addAll(Arrays.asList(listed.split(File.pathSeparator)));
    addLoaders(loader, entries);
    entries.remove("");
    return String.join(File.pathSeparator, entries);
  }

  /** Class loaders of build tools and application servers know more than the class path. */
  private static void addLoaders(@Nullable ClassLoader loader, Set<String> entries) {
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      if (l instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          if (url.getProtocol().equals("file")) {
            entries.add(path(url));
          }
        }
      }
    }
  }

  private static String path(URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Not a file on the class path: " + url, e);
    }
  }
}
