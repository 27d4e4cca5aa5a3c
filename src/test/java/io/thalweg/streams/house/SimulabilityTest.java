package io.thalweg.streams.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.thalweg.streams.house.SimulabilityRules.Kind;
import io.thalweg.streams.house.SimulabilityRules.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of the library depends on its input and its injected seams only. */
class SimulabilityTest {
  private static final JavaClasses PRODUCT = Repository.productClasses();

  private static final String OFFENDER =
      """
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.locks.LockSupport;
      import org.apache.kafka.clients.consumer.*;
      public class Offender {
        static int counter;
        static final ConcurrentHashMap<String, String> CACHE = new ConcurrentHashMap<>();
        static final Map<String, String> HIDDEN = new HashMap<>();
        static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
        void thread() { new Thread(() -> {}); }
        void pool() { Executors.newCachedThreadPool(); }
        void async() { CompletableFuture.runAsync(() -> {}); }
        void timer() { new Timer(); }
        long millis() { return System.currentTimeMillis(); }
        long nanos() { return System.nanoTime(); }
        Object now() { return java.time.Instant.now(); }
        Object local() { return java.time.LocalDateTime.now(); }
        Object clock() { return java.time.Clock.systemUTC(); }
        Object date() { return new Date(); }
        Object kafkaTime() { return org.apache.kafka.common.utils.Time.SYSTEM; }
        void sleep() throws Exception { Thread.sleep(1); }
        void park() { LockSupport.parkNanos(1); }
        void monitor() throws Exception { synchronized (this) { wait(); } }
        Object get(CompletableFuture<?> f) throws Exception { return f.get(); }
        Object join(CompletableFuture<?> f) { return f.join(); }
        Object future(Future<?> f) throws Exception { return f.get(); }
        void latch(CountDownLatch l) throws Exception { l.await(); }
        Object take(BlockingQueue<?> q) throws Exception { return q.take(); }
        double math() { return Math.random(); }
        Object random() { return new Random(); }
        Object uuid() { return UUID.randomUUID(); }
        void shuffle(List<?> l) { Collections.shuffle(l); }
        Object client(Map<String, Object> c) { return new KafkaConsumer<String, String>(c); }
        Object cast(Consumer<String, String> c) { return (KafkaConsumer<String, String>) c; }
        Object seeded() { return new Random(7); }
        Object timed(org.apache.kafka.common.utils.Time t) { return t.milliseconds(); }
        static final class Worker extends Thread {}
      }
      """;

  @Test
  void theLibraryUsesNoThreadClockRandomnessOrStaticStateOfItsOwn() {
    List<String> violations =
        SimulabilityRules.violations(PRODUCT).stream()
            .filter(violation -> !violation.exempt())
            .map(violation -> violation.kind() + ": " + violation.text())
            .collect(Collectors.toCollection(ArrayList::new));
    violations.addAll(sourceViolations(Sources.parse(Repository.productSourceFolders())));
    assertEquals("", String.join("\n", violations));
  }

  @Test
  void everyExemptionIsStillNeeded() {
    Set<String> names =
        PRODUCT.stream()
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Set<Kind>> unneeded = new TreeMap<>();
    SimulabilityRules.EXEMPT.forEach(
        (name, kinds) -> {
          if (names.contains(name)) {
            unneeded.put(name, new TreeSet<>(kinds));
          }
        });
    for (Violation violation : SimulabilityRules.violations(PRODUCT)) {
      unneeded.getOrDefault(violation.simpleName(), new TreeSet<>()).remove(violation.kind());
    }
    unneeded.values().removeIf(Set::isEmpty);
    assertEquals(Map.of(), unneeded);
  }

  @Test
  void whenAClassDoesEverythingForbiddenThenEachDeedIsReported(@TempDir Path folder) {
    JavaClasses classes = Fixture.compile(folder, Map.of("x.Offender", OFFENDER));
    List<Violation> found = SimulabilityRules.violations(classes);

    Map<Kind, Long> counts =
        found.stream()
            .collect(Collectors.groupingBy(Violation::kind, TreeMap::new, Collectors.counting()));
    assertEquals(
        Map.of(
            Kind.THREAD, 5L,
            Kind.CLOCK, 7L,
            Kind.BLOCKING, 8L,
            Kind.RANDOM, 4L,
            Kind.THREAD_LOCAL, 1L,
            Kind.MUTABLE_STATIC, 2L,
            Kind.CONCRETE_CLIENT, 1L),
        counts,
        () -> found.stream().map(Violation::toString).collect(Collectors.joining("\n")));
    assertEquals(EnumSet.allOf(Kind.class), counts.keySet());
  }

  @Test
  void whenSourceCastsAClientOrFillsAStaticCollectionThenItIsReported(@TempDir Path folder) {
    Fixture.write(folder, "x.Offender", OFFENDER);
    assertEquals(
        List.of(
            "x.Offender casts to KafkaConsumer<String, String>",
            "x.Offender has the mutable static HIDDEN"),
        sourceViolations(Sources.parse(List.of(folder))).stream().sorted().toList());
  }

  /** What class files do not show plainly: casts, and what a static collection really is. */
  private static List<String> sourceViolations(Sources sources) {
    List<String> violations = new ArrayList<>();
    for (CompilationUnitTree unit : sources.units()) {
      new SourceScanner(Sources.className(unit), violations).scan(unit, null);
    }
    return violations;
  }

  private static final class SourceScanner extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final String className;
    private final List<String> violations;

    SourceScanner(String className, List<String> violations) {
      this.className = className;
      this.violations = violations;
    }

    @Override
    public @Nullable Void visitTypeCast(TypeCastTree cast, @Nullable Void ignored) {
      if (cast.getType().toString().matches("(.*\\.)?Kafka(Consumer|Producer|AdminClient)(<.*)?")) {
        violations.add(className + " casts to " + cast.getType());
      }
      return super.visitTypeCast(cast, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void ignored) {
      boolean isStatic = field.getModifiers().getFlags().contains(Modifier.STATIC);
      boolean namesInterface =
          field.getType() != null
              && field.getType().toString().matches("(Map|Set|List|Collection|Deque|Queue)<.*");
      if (isStatic && namesInterface && field.getInitializer() instanceof NewClassTree) {
        violations.add(className + " has the mutable static " + field.getName());
      }
      return super.visitVariable(field, null);
    }
  }
}
