package io.thalweg.streams.house;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;

/**
 * What would make a run depend on anything but its input and its seams: threads, clocks, sleeps,
 * randomness, thread locals, mutable statics and concrete Kafka clients.
 */
final class SimulabilityRules {
  enum Kind {
    THREAD,
    CLOCK,
    BLOCKING,
    RANDOM,
    THREAD_LOCAL,
    MUTABLE_STATIC,
    CONCRETE_CLIENT
  }

  /**
   * The only exceptions, by the class's simple name, each with its reason. An entry whose class
   * exists but needs it no longer fails the build.
   */
  static final Map<String, Set<Kind>> EXEMPT =
      Map.of(
          // The one door to threads, timers and waiting for them.
          "ThreadExec", Set.of(Kind.THREAD, Kind.BLOCKING),
          // A query on its caller's own thread waits for the owner's next step; the loop never
          // does.
          "SnapshotDesk", Set.of(Kind.BLOCKING),
          // Closing a store waits for the readers inside, each of which is in one read.
          "Lease", Set.of(Kind.BLOCKING),
          // Native memory is the process's: its instances have to find each other.
          "ProcessMemory", Set.of(Kind.MUTABLE_STATIC),
          // Public API: its one purpose is to read the clock.
          "WallclockTimestampExtractor", Set.of(Kind.CLOCK),
          // Where a real run takes its clock from; a test passes its own.
          "KafkaStreams", Set.of(Kind.CLOCK),
          // Where a real run takes its randomness and threads from; a test passes its own.
          "EngineProvider", Set.of(Kind.RANDOM),
          // Constructs the real clients, behind the interface that a test replaces.
          "DefaultKafkaClientSupplier", Set.of(Kind.CONCRETE_CLIENT));

  private record Ban(Kind kind, String owner, Pattern member) {
    Ban(Kind kind, Class<?> owner, String member) {
      this(kind, owner.getName(), Pattern.compile(member));
    }
  }

  private static final String CONSTRUCTOR = "<init>";

  /** Static or final owners: the class itself is meant. */
  private static final List<Ban> CALLS =
      List.of(
          new Ban(Kind.CLOCK, System.class, "currentTimeMillis|nanoTime"),
          new Ban(Kind.CLOCK, java.time.Instant.class, "now"),
          new Ban(Kind.CLOCK, java.time.LocalDateTime.class, "now"),
          new Ban(Kind.CLOCK, java.time.LocalDate.class, "now"),
          new Ban(Kind.CLOCK, java.time.LocalTime.class, "now"),
          new Ban(Kind.CLOCK, java.time.ZonedDateTime.class, "now"),
          new Ban(Kind.CLOCK, java.time.OffsetDateTime.class, "now"),
          new Ban(Kind.CLOCK, java.time.Clock.class, "system.*|tick.*"),
          new Ban(Kind.CLOCK, java.util.Calendar.class, "getInstance"),
          new Ban(Kind.CLOCK, org.apache.kafka.common.utils.Time.class, "SYSTEM"),
          new Ban(Kind.BLOCKING, Object.class, "wait"),
          new Ban(Kind.BLOCKING, LockSupport.class, "park.*"),
          new Ban(Kind.BLOCKING, TimeUnit.class, "sleep|timedJoin|timedWait"),
          new Ban(Kind.BLOCKING, Utils.class, "sleep"),
          new Ban(Kind.THREAD, Executors.class, ".*"),
          new Ban(Kind.THREAD, Runtime.class, "addShutdownHook"),
          new Ban(
              Kind.THREAD,
              CompletableFuture.class,
              ".*Async|delayedExecutor|orTimeout|completeOnTimeout"),
          new Ban(Kind.THREAD, java.util.stream.BaseStream.class, "parallel"),
          new Ban(Kind.THREAD, Collection.class, "parallelStream"),
          new Ban(Kind.RANDOM, Math.class, "random"),
          new Ban(Kind.RANDOM, StrictMath.class, "random"),
          new Ban(Kind.RANDOM, java.util.UUID.class, "randomUUID"),
          new Ban(Kind.RANDOM, org.apache.kafka.common.Uuid.class, "randomUuid"),
          new Ban(Kind.RANDOM, ThreadLocalRandom.class, ".*"),
          new Ban(Kind.RANDOM, java.security.SecureRandom.class, CONSTRUCTOR + "|getInstance.*"));

  /** Owners that are extended or implemented: any subtype is meant. */
  private static final List<Ban> CALLS_ON_SUBTYPES =
      List.of(
          new Ban(Kind.THREAD, Thread.class, CONSTRUCTOR + "|of.*|startVirtualThread"),
          new Ban(Kind.THREAD, Executor.class, CONSTRUCTOR + "|commonPool"),
          new Ban(Kind.THREAD, java.util.Timer.class, CONSTRUCTOR),
          new Ban(Kind.BLOCKING, Thread.class, "sleep|join"),
          new Ban(Kind.BLOCKING, Future.class, "get|join"),
          new Ban(Kind.BLOCKING, CountDownLatch.class, "await"),
          new Ban(Kind.BLOCKING, CyclicBarrier.class, "await"),
          new Ban(Kind.BLOCKING, Semaphore.class, "acquire.*"),
          new Ban(Kind.BLOCKING, Condition.class, "await.*"),
          new Ban(Kind.BLOCKING, java.util.concurrent.BlockingQueue.class, "take|put"));

  private static final Set<String> CLIENTS =
      Set.of(
          "org.apache.kafka.clients.consumer.KafkaConsumer",
          "org.apache.kafka.clients.producer.KafkaProducer",
          "org.apache.kafka.clients.admin.KafkaAdminClient");

  /** Constructors without arguments that read the clock or seed themselves. */
  private static final Map<String, Kind> SELF_SEEDING =
      Map.of(
          "java.util.Date", Kind.CLOCK,
          "java.util.Random", Kind.RANDOM,
          "java.util.SplittableRandom", Kind.RANDOM);

  private static final Pattern MUTABLE_TYPE =
      Pattern.compile(
          "java\\.util\\.(concurrent\\.(Concurrent.*|CopyOnWrite.*|.*Queue|.*Deque|atomic\\..*)|"
              + "(Array|Linked|Hash|LinkedHash|Tree|Weak|Identity|Enum|WeakHash|IdentityHash)(List|Map|Set|Deque)|"
              + "Vector|Stack|Hashtable|Properties|BitSet|Random|PriorityQueue)|"
              + "java\\.lang\\.String(Builder|Buffer)");

  private SimulabilityRules() {}

  /** A forbidden thing in a class. */
  record Violation(String simpleName, Kind kind, String text) {
    boolean exempt() {
      return EXEMPT.getOrDefault(simpleName, Set.of()).contains(kind);
    }
  }

  static List<Violation> violations(JavaClasses classes) {
    List<Violation> violations = new ArrayList<>();
    for (JavaClass javaClass : classes) {
      String owner = outermost(javaClass).getSimpleName();
      javaClass.getAccessesFromSelf().forEach(access -> check(owner, access, violations));
      javaClass.getFields().forEach(field -> check(owner, field, violations));
      checkTypes(owner, javaClass, violations);
    }
    return violations;
  }

  private static JavaClass outermost(JavaClass javaClass) {
    return javaClass.getEnclosingClass().map(SimulabilityRules::outermost).orElse(javaClass);
  }

  private static void check(String owner, JavaAccess<?> access, List<Violation> violations) {
    AccessTarget target = access.getTarget();
    JavaClass type = target.getOwner();
    String member = target.getName();
    for (Ban ban : CALLS) {
      if (type.getName().equals(ban.owner) && ban.member.matcher(member).matches()) {
        violations.add(new Violation(owner, ban.kind, access.getDescription()));
      }
    }
    for (Ban ban : CALLS_ON_SUBTYPES) {
      if (ban.member.matcher(member).matches()
          && type.isAssignableTo(ban.owner)
          && !isSuperCall(access)) {
        violations.add(new Violation(owner, ban.kind, access.getDescription()));
      }
    }
    checkSelfSeeding(owner, access, violations);
  }

  /** A subclass of Thread or Executor is reported once, as a type. */
  private static boolean isSuperCall(JavaAccess<?> access) {
    return access.getTarget().getName().equals(CONSTRUCTOR)
        && access.getOrigin().getName().equals(CONSTRUCTOR)
        && access
            .getOriginOwner()
            .getRawSuperclass()
            .filter(access.getTargetOwner()::equals)
            .isPresent();
  }

  private static void checkSelfSeeding(
      String owner, JavaAccess<?> access, List<Violation> violations) {
    Kind kind = SELF_SEEDING.get(access.getTargetOwner().getName());
    boolean noArguments = access.getTarget().getFullName().endsWith(CONSTRUCTOR + "()");
    if (kind != null && noArguments) {
      violations.add(new Violation(owner, kind, access.getDescription()));
    }
    if (access.getTarget().getFullName().equals("java.util.Collections.shuffle(java.util.List)")) {
      violations.add(new Violation(owner, Kind.RANDOM, access.getDescription()));
    }
  }

  private static void check(String owner, JavaField field, List<Violation> violations) {
    Set<JavaModifier> modifiers = field.getModifiers();
    if (!modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
      return;
    }
    boolean mutable = MUTABLE_TYPE.matcher(field.getRawType().getName()).matches();
    if (!modifiers.contains(JavaModifier.FINAL) || mutable) {
      violations.add(new Violation(owner, Kind.MUTABLE_STATIC, field.getDescription()));
    }
  }

  private static void checkTypes(String owner, JavaClass javaClass, List<Violation> violations) {
    if (javaClass.isAssignableTo(Thread.class)
        || (javaClass.isAssignableTo(Executor.class) && !javaClass.isInterface())
        || javaClass.isAssignableTo(java.util.TimerTask.class)) {
      violations.add(new Violation(owner, Kind.THREAD, javaClass.getDescription()));
    }
    Set<String> seen = new TreeSet<>();
    javaClass
        .getDirectDependenciesFromSelf()
        .forEach(dependency -> seen.add(dependency.getTargetClass().getName()));
    for (String name : seen) {
      if (CLIENTS.contains(name)) {
        violations.add(
            new Violation(owner, Kind.CONCRETE_CLIENT, javaClass.getName() + " names " + name));
      }
      if (name.equals("java.lang.ThreadLocal") || name.equals("java.lang.InheritableThreadLocal")) {
        violations.add(
            new Violation(owner, Kind.THREAD_LOCAL, javaClass.getName() + " names " + name));
      }
    }
  }
}
