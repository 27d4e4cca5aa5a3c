package io.thalweg.streams.benchmarks.engine;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The engines; each is loaded by name in its own JVM, so that no other is on its class path. */
public enum Engine {
  KAFKA_STREAMS("kafka-streams", "io.thalweg.streams.benchmarks.kafkastreams.StreamsApplication"),
  THALWEG("thalweg", "io.thalweg.streams.benchmarks.thalweg.StreamsApplication"),
  FLOOR("floor", "io.thalweg.streams.benchmarks.floor.FloorApplication");

  private static final List<String> THALWEG_ARTIFACTS =
      List.of("streams-api", "state-stores", "streams-runtime");

  private final String title;
  private final String className;

  Engine(String title, String className) {
    this.title = title;
    this.className = className;
  }

  public String title() {
    return title;
  }

  /** Whether this build has it. */
  public boolean present() {
    try {
      Class.forName(className, false, Engine.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** A new application of this engine, not started. */
  public Application create(RunSpec spec) throws ReflectiveOperationException {
    try {
      return Class.forName(className)
          .asSubclass(Application.class)
          .getConstructor(RunSpec.class)
          .newInstance(spec);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The application does not start: " + e.getCause(), e);
    }
  }

  /** Whether a class path entry may be seen by this engine: the other engines' code may not. */
  public boolean admits(String classPathEntry) {
    String entry = classPathEntry.replace('\\', '/');
    boolean kafkaStreams = entry.contains("/kafka-streams-");
    boolean thalweg =
        THALWEG_ARTIFACTS.stream()
            .anyMatch(
                a -> entry.contains("/" + a + "/target/") || entry.contains("/thalweg-" + a + "-"));
    return switch (this) {
      case KAFKA_STREAMS -> !thalweg;
      case THALWEG -> !kafkaStreams;
      case FLOOR -> !thalweg && !kafkaStreams;
    };
  }

  /** Throws {@link IllegalArgumentException} that lists the known names. */
  public static Engine of(String title) {
    return Arrays.stream(values())
        .filter(e -> e.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown engine '"
                        + title
                        + "'; known: "
                        + Arrays.stream(values())
                            .map(Engine::title)
                            .collect(Collectors.joining(", "))));
  }
}
