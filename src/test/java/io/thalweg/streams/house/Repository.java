package io.thalweg.streams.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the modules, their sources, their classes and the committed lists are. */
final class Repository {
  /** The modules whose main code runs inside a user's application. */
  static final List<String> PRODUCT = List.of("streams-api", "state-stores", "streams-runtime");

  private static final List<String> MODULES =
      List.of(
          "streams-api",
          "state-stores",
          "streams-runtime",
          "streams-testing",
          "examples",
          "benchmarks");

  private Repository() {}

  static Path root() {
    return Path.of(
        Objects.requireNonNull(
            System.getProperty("thalweg.root"), "system property thalweg.root is set by Maven"));
  }

  static Path resource(String name) {
    return root().resolve("src/test/resources").resolve(name);
  }

  /** Folders with main classes of the given modules; a module that is still empty has none. */
  static List<Path> classFolders(List<String> modules) {
    return modules.stream()
        .map(module -> root().resolve(module).resolve("target/classes"))
        .filter(Files::isDirectory)
        .toList();
  }

  static JavaClasses productClasses() {
    return new ClassFileImporter().importPaths(classFolders(PRODUCT));
  }

  /** Source folders whose packages must each have a {@code package-info.java}. */
  static List<Path> mainSourceFolders() {
    return Stream.concat(
            MODULES.stream().map(module -> root().resolve(module).resolve("src/main/java")),
            Stream.of(root().resolve("src/test/java")))
        .filter(Files::isDirectory)
        .toList();
  }

  static List<Path> productSourceFolders() {
    return PRODUCT.stream()
        .map(module -> root().resolve(module).resolve("src/main/java"))
        .filter(Files::isDirectory)
        .toList();
  }

  static List<Path> allSourceFolders() {
    return Stream.concat(
            mainSourceFolders().stream(),
            MODULES.stream().map(module -> root().resolve(module).resolve("src/test/java")))
        .filter(Files::isDirectory)
        .toList();
  }

  static List<Path> filesBelow(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
