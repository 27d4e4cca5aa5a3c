package io.thalweg.streams.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Small classes that break a rule on purpose, so that each rule is seen to fail. */
final class Fixture {
  private Fixture() {}

  /** Writes and compiles the given classes (name to source without its package line). */
  static JavaClasses compile(Path folder, Map<String, String> sources) {
    Path classes = folder.resolve("classes");
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    List<Path> files = new ArrayList<>();
    sources.forEach((name, body) -> files.add(write(folder.resolve("sources"), name, body)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      if (!compiler.getTask(messages, manager, null, options, null, units).call()) {
        throw new IllegalStateException("fixture does not compile: " + messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ClassFileImporter().importPath(classes);
  }

  static Path write(Path folder, String className, String body) {
    int dot = className.lastIndexOf('.');
    Path file = folder.resolve(className.replace('.', '/') + ".java");
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "package " + className.substring(0, dot) + ";\n" + body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
