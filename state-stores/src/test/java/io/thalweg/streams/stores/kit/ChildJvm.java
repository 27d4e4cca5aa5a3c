package io.thalweg.streams.stores.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another process that runs a main class of these tests. */
public final class ChildJvm {
  private final List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
  private final List<String> prefix = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path");

  /** Options of the virtual machine. */
  public ChildJvm with(String... more) {
    options.addAll(Arrays.asList(more));
    return this;
  }

  /** A command that the machine is started by. */
  public ChildJvm under(String... command) {
    prefix.addAll(Arrays.asList(command));
    return this;
  }

  public ChildJvm classPath(String path) {
    classPath = path;
    return this;
  }

  /** Starts it; what it prints can be read from the process. */
  public Process start(Class<?> main, File errors, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectError(errors).start();
  }
}
