package io.thalweg.streams.parity;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Makes of a test source a twin for Kafka Streams: the same text with the other import prefix,
 * compiled again. So what is compared is written once.
 */
final class Peer {
  private static final String OURS = "io.thalweg.streams";
  private static final String THEIRS = "org.apache.kafka.streams";

  private Peer() {}

  /** The twin of a class whose source stands in this directory. */
  static Class<?> of(Class<?> ours) {
    try {
      Path root = Path.of(System.getProperty("thalweg.root"), "streams-api");
      Path source = root.resolve("src/test/java/" + ours.getName().replace('.', '/') + ".java");
      Path out = Files.createDirectories(root.resolve("target/peer-classes"));
      String twin = ours.getName().replace(OURS, THEIRS);
      Path twinSource = out.resolve(twin.replace('.', '/') + ".java");
      Files.createDirectories(twinSource.getParent());
      Files.writeString(twinSource, Files.readString(source).replace(OURS, THEIRS));
      compile(twinSource, out);
      return new URLClassLoader(new URL[] {out.toUri().toURL()}, Peer.class.getClassLoader())
          .loadClass(twin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compile(Path source, Path out) {
    String classPath =
        Stream.of(
                org.apache.kafka.streams.StreamsBuilder.class,
                org.apache.kafka.common.utils.Bytes.class,
                org.slf4j.Logger.class)
            .map(Peer::jar)
            .collect(Collectors.joining(File.pathSeparator));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                out.toString(),
                source.toString());
    if (failed != 0) {
      throw new IllegalStateException(source + " does not compile against Kafka Streams");
    }
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names of the methods that build a topology, sorted. */
  static List<String> topologies(Class<?> ours) {
    return Arrays.stream(ours.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .sorted(Comparator.naturalOrder())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Calls a static method; what it throws is thrown. */
  static void call(Class<?> type, String method, Object... arguments) throws Throwable {
    Method found =
        Arrays.stream(type.getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .findFirst()
            .orElseThrow();
    try {
      found.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
