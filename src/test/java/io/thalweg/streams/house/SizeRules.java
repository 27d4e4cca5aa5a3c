package io.thalweg.streams.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Limits on the size of methods, parameter lists, files and packages. */
final class SizeRules {
  static final int METHOD_LINES = 60;
  static final int PARAMETERS = 7;

  /** A record is data: its parts have names where it is declared and where it is read. */
  static final int COMPONENTS = 10;

  static final int FILE_LINES = 600;
  static final int PACKAGE_FILES = 40;

  /** Classes whose size the public API dictates; no other reason counts. */
  static final Set<String> API_MANDATED =
      Set.of(
          Rooms.P + ".StreamsConfig",
          Rooms.P + ".Topology",
          Rooms.P + ".kstream.KStream",
          Rooms.P + ".kstream.KTable",
          Rooms.P + ".state.Stores",
          // overrides a method of Kafka Streams
          Rooms.P + ".benchmarks.state.DroppingCollector");

  private SizeRules() {}

  static List<String> violations(Sources sources) {
    List<String> violations = new ArrayList<>();
    Map<String, Integer> filesOf = new TreeMap<>();
    for (CompilationUnitTree unit : sources.units()) {
      filesOf.merge(Sources.packageName(unit), 1, Integer::sum);
      if (!API_MANDATED.contains(Sources.className(unit))) {
        checkFile(unit, violations);
        new MethodScanner(sources, unit, violations).scan(unit, null);
      }
    }
    filesOf.forEach(
        (name, files) -> {
          if (files > PACKAGE_FILES && !Rooms.PUBLIC_PACKAGES.contains(name)) {
            violations.add(
                "package " + name + " has " + files + " files, at most " + PACKAGE_FILES);
          }
        });
    return violations;
  }

  private static void checkFile(CompilationUnitTree unit, List<String> violations) {
    int lines = codeLines(text(unit));
    if (lines > FILE_LINES) {
      violations.add(
          Sources.className(unit) + " has " + lines + " code lines, at most " + FILE_LINES);
    }
  }

  static String text(CompilationUnitTree unit) {
    try {
      return unit.getSourceFile().getCharContent(true).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines that hold more than blanks and comments; the one formatter makes this simple. */
  static int codeLines(String text) {
    int lines = 0;
    boolean inComment = false;
    for (String line : text.split("\n", -1)) {
      String code = line.strip();
      if (inComment) {
        inComment = !code.contains("*/");
      } else if (code.startsWith("/*")) {
        inComment = !code.contains("*/");
      } else if (!code.isEmpty() && !code.startsWith("//")) {
        lines++;
      }
    }
    return lines;
  }

  private static final class MethodScanner extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Sources sources;
    private final CompilationUnitTree unit;
    private final List<String> violations;

    MethodScanner(Sources sources, CompilationUnitTree unit, List<String> violations) {
      this.sources = sources;
      this.unit = unit;
      this.violations = violations;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void ignored) {
      long first = sources.firstLine(unit, method);
      long lines = sources.lastLine(unit, method) - first + 1;
      report(first, method.getName() + " has", lines, METHOD_LINES, "lines");
      int parameters = method.getParameters().size();
      report(first, method.getName() + " has", parameters, PARAMETERS, "parameters");
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void ignored) {
      if (type.getKind() == Tree.Kind.RECORD) {
        long components = type.getMembers().stream().filter(MethodScanner::isComponent).count();
        long line = sources.firstLine(unit, type);
        String what = "record " + type.getSimpleName() + " has";
        report(line, what, components, COMPONENTS, "components");
      }
      return super.visitClass(type, null);
    }

    private static boolean isComponent(Tree member) {
      return member instanceof VariableTree field
          && !field.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    private void report(long line, String what, long size, int limit, String unitOfSize) {
      if (size > limit) {
        violations.add(
            String.format(
                "%s:%d %s %d %s, at most %d",
                Sources.className(unit), line, what, size, unitOfSize, limit));
      }
    }
  }
}
