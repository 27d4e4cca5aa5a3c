package io.thalweg.streams.house;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The room graph of the design: which package may use which.
 *
 * <p>An arrow means "may use this room and what that room may use"; what no arrow reaches is
 * forbidden. Every room may use the public packages, and the leaves of its own and of lower
 * modules. Edges between modules are Maven's business, save the few named in {@link #mayUse}.
 */
final class Rooms {
  static final String P = "io.thalweg.streams";

  /** The one layer of public packages. */
  static final String PUBLIC = "public";

  static final Set<String> PUBLIC_PACKAGES =
      Set.of(
          P,
          P + ".kstream",
          P + ".processor",
          P + ".processor.api",
          P + ".processor.assignment",
          P + ".processor.assignment.assignors",
          P + ".state",
          P + ".query",
          P + ".errors",
          P + ".serde",
          P + ".test");

  /**
   * Part of the public layer, since public signatures and configuration values name their types.
   */
  private static final Set<String> NAMED_BY_PUBLIC =
      Set.of(P + ".kstream.internals", P + ".processor.internals");

  /** The only public classes that may use the rooms behind the public layer. */
  static final Set<String> GATES =
      Set.of(
          P + ".StreamsBuilder",
          P + ".Topology",
          P + ".KafkaStreams",
          P + ".state.Stores",
          P + ".state.BuiltInDslStoreSuppliers",
          P + ".state.QueryableStoreTypes",
          // as in Kafka Streams, its create() names the internal provider of stores
          P + ".state.QueryableStoreType");

  private static final Set<String> API_ROOMS =
      Set.of(PUBLIC, "dsl", "dsl.draft", "dsl.view", "plan", "spi", "support");

  private static final Set<String> STORE_ROOMS =
      Set.of(
          "stores",
          "stores.answer",
          "stores.buffer",
          "stores.face",
          "stores.headed",
          "stores.user",
          "stores.versioned",
          "stores.layer",
          "stores.form",
          "stores.wire",
          "stores.engine",
          "stores.rocksdb",
          "stores.directory");

  /** Used by any room of the same or a higher module; use none themselves. */
  private static final Set<String> LEAVES =
      Set.of("support", "stores.directory", "runtime.metrics", "runtime.exec");

  private static final Map<String, List<String>> ARROWS = arrows();

  private Rooms() {}

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    arrows.put(PUBLIC, List.of("support"));
    arrows.put("dsl", List.of("dsl.draft"));
    arrows.put("dsl.draft", List.of("dsl.view", "plan"));
    arrows.put("dsl.view", List.of("plan"));
    arrows.put("spi", List.of("plan"));
    arrows.put("plan", List.of("support"));
    arrows.put("support", List.of());

    // it assembles the engine; rocksdb itself sees the engine contract only
    arrows.put(
        "stores",
        List.of(
            "stores.buffer",
            "stores.face",
            "stores.headed",
            "stores.user",
            "stores.versioned",
            "stores.rocksdb"));
    arrows.put("stores.buffer", List.of("stores.layer", "stores.wire"));
    arrows.put("stores.answer", List.of());
    arrows.put("stores.face", List.of("stores.layer", "stores.answer"));
    arrows.put("stores.headed", List.of("stores.layer"));
    arrows.put("stores.user", List.of("stores.layer", "stores.answer"));
    arrows.put("stores.versioned", List.of("stores.layer"));
    arrows.put("stores.layer", List.of("stores.form", "stores.engine"));
    arrows.put("stores.form", List.of("stores.engine"));
    arrows.put("stores.rocksdb", List.of("stores.engine"));
    arrows.put("stores.engine", List.of());
    arrows.put("stores.wire", List.of());
    arrows.put("stores.directory", List.of());

    addRuntime(arrows);
    return arrows;
  }

  private static void addRuntime(Map<String, List<String>> arrows) {
    arrows.put(
        "runtime.client",
        List.of("runtime.compile", "runtime.worker", "runtime.global", "runtime.query"));
    // what a group is told about topics is made where everything else is compiled
    arrows.put(
        "runtime.compile",
        List.of(
            "runtime.task",
            "runtime.assignment",
            "runtime.global",
            "runtime.operator.join",
            "runtime.operator.table",
            "runtime.operator.foreign",
            "runtime.operator.window",
            "runtime.operator.extra"));
    arrows.put(
        "runtime.worker",
        List.of(
            "runtime.assignment",
            "runtime.restore",
            "runtime.query",
            "runtime.task",
            "runtime.output"));
    arrows.put("runtime.global", List.of("runtime.task", "runtime.restore"));
    arrows.put("runtime.task", List.of("runtime.operator"));
    for (String family : List.of("join", "table", "foreign", "window", "extra")) {
      arrows.put("runtime.operator." + family, List.of("runtime.operator"));
    }
    arrows.put("runtime.operator", List.of("runtime.output"));
    arrows.put("runtime.output", List.of());
    arrows.put("runtime.assignment", List.of());
    arrows.put("runtime.restore", List.of());
    arrows.put("runtime.query", List.of());
    arrows.put("runtime.metrics", List.of());
    arrows.put("runtime.exec", List.of());
  }

  static Set<String> names() {
    return new TreeSet<>(ARROWS.keySet());
  }

  /** The room of a package: the longest room name it starts with; null if it is in no room. */
  static @Nullable String of(String packageName) {
    if (PUBLIC_PACKAGES.contains(packageName) || NAMED_BY_PUBLIC.contains(packageName)) {
      return PUBLIC;
    }
    String relative = packageName.startsWith(P + ".") ? packageName.substring(P.length() + 1) : "";
    while (!relative.isEmpty()) {
      if (ARROWS.containsKey(relative)) {
        return relative;
      }
      int dot = relative.lastIndexOf('.');
      relative = dot < 0 ? "" : relative.substring(0, dot);
    }
    return null;
  }

  /** Whether a class of one room may use a class of another. */
  static boolean mayUse(String className, String from, String to) {
    if (from.equals(to)) {
      return true;
    }
    if (LEAVES.contains(from)) {
      return !from.equals("support") && to.equals(PUBLIC);
    }
    if (from.equals(PUBLIC)) {
      boolean gate = GATES.contains(className);
      return to.equals("support")
          || (gate && Set.of("dsl", "dsl.draft", "spi", "plan").contains(to));
    }
    if (to.equals(PUBLIC)) {
      return true;
    }
    if (module(from) != module(to)) {
      return module(from) > module(to) && mayReachDown(from, to);
    }
    return LEAVES.contains(to) || reachable(from).contains(to);
  }

  /** The DSL is nobody's business above the API module. */
  private static boolean mayReachDown(String from, String to) {
    return !to.startsWith("dsl") && !from.equals("runtime.metrics");
  }

  private static int module(String room) {
    return API_ROOMS.contains(room) ? 0 : STORE_ROOMS.contains(room) ? 1 : 2;
  }

  private static Set<String> reachable(String room) {
    Set<String> reached = new HashSet<>();
    for (String next : ARROWS.getOrDefault(room, List.of())) {
      reached.add(next);
      reached.addAll(reachable(next));
    }
    return reached;
  }
}
