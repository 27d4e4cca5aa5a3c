package io.thalweg.streams.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods, parameter lists, files and packages stay small, and every package says what it is. */
class SizeTest {
  @Test
  void methodsFilesAndPackagesAreWithinTheLimits() {
    List<String> violations = new ArrayList<>();
    for (Path folder : Repository.allSourceFolders()) {
      violations.addAll(SizeRules.violations(Sources.parse(List.of(folder))));
    }
    assertEquals("", String.join("\n", violations));
  }

  @Test
  void everyPackageIsNullMarkedAndHasASentence() {
    List<String> problems = undescribed(Sources.parse(Repository.mainSourceFolders()));
    assertEquals("", String.join("\n", problems));
  }

  @Test
  void whenALimitIsExceededThenTheRuleSaysWhere(@TempDir Path folder) {
    String longMethod = "void a() {" + "\n;".repeat(SizeRules.METHOD_LINES) + "\n}\n";
    String wide = "void b(" + parameters(SizeRules.PARAMETERS + 1) + ") {}\n";
    String record = "record R(" + parameters(SizeRules.COMPONENTS + 1) + ") {}\n";
    String fields = "int i;\n// no code\n/* no\ncode */\n\n".repeat(SizeRules.FILE_LINES);
    Fixture.write(folder, "x.Big", "class Big {\n" + longMethod + wide + record + fields + "}");
    for (int i = 0; i < SizeRules.PACKAGE_FILES; i++) {
      Fixture.write(folder, "x.Small" + i, "class Small" + i + " {}");
    }

    String found = String.join("\n", SizeRules.violations(Sources.parse(List.of(folder))));
    assertTrue(found.contains("x.Big:3 a has 62 lines, at most 60"), found);
    assertTrue(found.contains("b has 8 parameters, at most 7"), found);
    assertTrue(found.contains("record R has 11 components, at most 10"), found);
    assertTrue(found.contains("x.Big has 667 code lines, at most 600"), found);
    assertTrue(found.contains("package x has 41 files, at most 40"), found);
  }

  @Test
  void whenAPackageHasNoDescriptionThenTheRuleNamesIt(@TempDir Path folder) {
    Fixture.write(folder, "bare.One", "class One {}");
    Fixture.write(folder, "unmarked.One", "class One {}");
    Fixture.write(folder, "unmarked.package-info", "");
    Fixture.write(folder, "silent.package-info", "");

    assertEquals(
        List.of(
            "package bare has no package-info.java",
            "package silent has no sentence of Javadoc",
            "package silent is not @NullMarked",
            "package unmarked has no sentence of Javadoc",
            "package unmarked is not @NullMarked"),
        undescribed(Sources.parse(List.of(folder))));
  }

  private static String parameters(int count) {
    return IntStream.range(0, count).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
  }

  private static List<String> undescribed(Sources sources) {
    Set<String> packages = new TreeSet<>();
    Set<String> described = new TreeSet<>();
    List<String> problems = new ArrayList<>();
    for (CompilationUnitTree unit : sources.units()) {
      String name = Sources.packageName(unit);
      packages.add(name);
      if (Sources.fileName(unit).equals("package-info.java")) {
        described.add(name);
        checkDescription(unit, problems);
      }
    }
    packages.removeAll(described);
    packages.forEach(name -> problems.add("package " + name + " has no package-info.java"));
    return problems.stream().sorted().toList();
  }

  private static void checkDescription(CompilationUnitTree unit, List<String> problems) {
    String name = Sources.packageName(unit);
    if (unit.getPackageAnnotations().stream().noneMatch(a -> a.toString().contains("NullMarked"))) {
      problems.add("package " + name + " is not @NullMarked");
    }
    if (!SizeRules.text(unit).contains("/**")) {
      problems.add("package " + name + " has no sentence of Javadoc");
    }
  }
}
