package io.thalweg.streams.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arrows between packages are those of the design and no others. */
class RoomGraphTest {
  private static final JavaClasses PRODUCT = Repository.productClasses();

  private static final ArchRule NO_CYCLES =
      slices()
          .assignedFrom(new InternalPackages())
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  private static final ArchRule ROCKSDB_IN_ITS_ROOM =
      noClasses()
          .that()
          .resideOutsideOfPackage(Rooms.P + ".stores.rocksdb..")
          .and()
          .doNotHaveFullyQualifiedName(Rooms.P + ".state.RocksDBConfigSetter")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.rocksdb..")
          .allowEmptyShould(true);

  @Test
  void everyClassIsInARoomAndUsesOnlyWhatItsRoomMayUse() {
    assertEquals("", String.join("\n", violations(PRODUCT)));
  }

  @Test
  void internalPackagesFormNoCycle() {
    NO_CYCLES.check(PRODUCT);
  }

  @Test
  void rocksdbIsUsedInItsRoomOnly() {
    ROCKSDB_IN_ITS_ROOM.check(PRODUCT);
  }

  @Test
  void theGraphItselfHasNoCycleAmongInternalRooms() {
    Set<String> internal = new TreeSet<>(Rooms.names());
    internal.remove(Rooms.PUBLIC);
    for (String from : internal) {
      for (String to : internal) {
        assertFalse(
            !from.equals(to) && Rooms.mayUse("", from, to) && Rooms.mayUse("", to, from),
            from + " <-> " + to);
      }
    }
  }

  @Test
  void whenRoomsDoNotKnowEachOtherThenNoPathLeadsThere() {
    for (String one : List.of("assignment", "restore", "query")) {
      for (String other : List.of("assignment", "restore", "query", "task", "worker", "client")) {
        assertEquals(
            one.equals(other), Rooms.mayUse("", "runtime." + one, "runtime." + other), one + other);
      }
    }
    assertTrue(Rooms.mayUse("", "runtime.task", "runtime.output"));
    assertFalse(Rooms.mayUse(Rooms.P + ".kstream.Named", Rooms.PUBLIC, "dsl"));
    assertTrue(Rooms.mayUse(Rooms.P + ".StreamsBuilder", Rooms.PUBLIC, "dsl"));
    assertFalse(Rooms.mayUse("", "runtime.worker", "dsl"));
  }

  @Test
  void whenAClassBreaksARuleThenTheRuleSaysSo(@TempDir Path folder) {
    JavaClasses broken =
        Fixture.compile(
            folder,
            Map.of(
                "io.thalweg.streams.kstream.Nosy",
                "public class Nosy { Object o = new io.thalweg.streams.dsl.Inner(); }",
                "io.thalweg.streams.dsl.Inner",
                "public class Inner { io.thalweg.streams.plan.Node n; }",
                "io.thalweg.streams.plan.Node",
                "public class Node { io.thalweg.streams.dsl.Inner i; org.rocksdb.RocksDB db; }",
                "io.thalweg.streams.attic.Lost",
                "public class Lost {}"));

    String found = String.join("\n", violations(broken));
    assertTrue(found.contains("public may not use dsl"), found);
    assertTrue(found.contains("plan may not use dsl"), found);
    assertTrue(found.contains("io.thalweg.streams.attic is no room"), found);
    assertThrows(AssertionError.class, () -> NO_CYCLES.check(broken));
    assertThrows(AssertionError.class, () -> ROCKSDB_IN_ITS_ROOM.check(broken));
  }

  private static List<String> violations(JavaClasses classes) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass javaClass : classes) {
      String room = Rooms.of(javaClass.getPackageName());
      if (room == null) {
        violations.add("package " + javaClass.getPackageName() + " is no room of the design");
        continue;
      }
      for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
        String forbidden = forbidden(room, dependency);
        if (forbidden != null) {
          violations.add(forbidden);
        }
      }
    }
    return new ArrayList<>(violations);
  }

  private static @Nullable String forbidden(String room, Dependency dependency) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    String targetRoom = Rooms.of(target.getPackageName());
    String origin = outermost(dependency.getOriginClass()).getName();
    if (targetRoom == null || Rooms.mayUse(origin, room, targetRoom)) {
      return null;
    }
    return room + " may not use " + targetRoom + ": " + dependency.getDescription();
  }

  private static JavaClass outermost(JavaClass javaClass) {
    return javaClass.getEnclosingClass().map(RoomGraphTest::outermost).orElse(javaClass);
  }

  /** One slice for each package of an internal room; public packages are one layer by design. */
  private static final class InternalPackages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      String room = Rooms.of(javaClass.getPackageName());
      return room == null || room.equals(Rooms.PUBLIC)
          ? SliceIdentifier.ignore()
          : SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "internal packages";
    }
  }
}
