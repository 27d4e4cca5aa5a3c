package io.thalweg.streams.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Source files parsed by the compiler of the JDK, with line numbers; types are not resolved. */
final class Sources {
  private final SourcePositions positions;
  private final List<CompilationUnitTree> units;

  private Sources(SourcePositions positions, List<CompilationUnitTree> units) {
    this.positions = positions;
    this.units = units;
  }

  static Sources parse(List<Path> folders) {
    List<Path> files = new ArrayList<>();
    folders.forEach(folder -> files.addAll(Repository.filesBelow(folder, ".java")));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> objects = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, objects);
      List<CompilationUnitTree> units = new ArrayList<>();
      if (!files.isEmpty()) {
        task.parse().forEach(units::add);
      }
      return new Sources(Trees.instance(task).getSourcePositions(), units);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot parse the sources below " + folders, e);
    }
  }

  List<CompilationUnitTree> units() {
    return units;
  }

  long firstLine(CompilationUnitTree unit, Tree tree) {
    return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
  }

  long lastLine(CompilationUnitTree unit, Tree tree) {
    return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
  }

  static String packageName(CompilationUnitTree unit) {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  static String fileName(CompilationUnitTree unit) {
    return Path.of(unit.getSourceFile().getName()).getFileName().toString();
  }

  /** Package and file name without its ending, which is the name of the top-level class. */
  static String className(CompilationUnitTree unit) {
    return packageName(unit) + "." + fileName(unit).replace(".java", "");
  }
}
