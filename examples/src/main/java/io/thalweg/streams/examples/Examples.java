package io.thalweg.streams.examples;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The main class behind {@code examples/run}. */
public final class Examples {
  private static final List<Example<?, ?>> ALL = List.of(new WordCount(), new FlightDelays());
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final int USAGE_ERROR = 2;

  private Examples() {}

  /** Runs the example that the first argument names, until its input is processed or Ctrl-C. */
  public static void main(String[] args) {
    int status = run(args, System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** The same without ending the JVM; returns the exit status. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    if (args.length == 0 || Options.asksForHelp(args)) {
      out.println(help());
      return args.length == 0 ? USAGE_ERROR : 0;
    }
    Example<?, ?> example = find(args[0]);
    if (example == null) {
      err.println("There is no example \"" + args[0] + "\".\n\n" + help());
      return USAGE_ERROR;
    }
    Options options;
    try {
      options = Options.parse(Arrays.copyOfRange(args, 1, args.length));
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "\nexamples/run --help lists the options.");
      return USAGE_ERROR;
    }
    return run(new ExampleRun<>(example, options, out), err);
  }

  private static int run(ExampleRun<?, ?> run, PrintStream err) {
    Thread main = Thread.currentThread();
    Thread onInterrupt = new Thread(() -> stop(run, main), "stop-on-interrupt");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      run.run();
      return 0;
    } catch (ExampleException e) {
      err.println(e.getMessage());
      return 1;
    } finally {
      if (!run.stopped()) {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
      }
    }
  }

  /** Ctrl-C: asks the run to end, and gives the main thread time to close everything. */
  private static void stop(ExampleRun<?, ?> run, Thread main) {
    run.stop();
    try {
      main.join(STOP_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Example<?, ?> find(String name) {
    return ALL.stream().filter(example -> example.name().equals(name)).findFirst().orElse(null);
  }

  private static String help() {
    StringBuilder text =
        new StringBuilder("Usage: examples/run <example> [options]\n\nExamples:\n");
    for (Example<?, ?> example : ALL) {
      text.append(String.format("  %-16s %s%n", example.name(), example.summary()));
    }
    return text.append("\nOptions:\n").append(Options.HELP).toString().stripTrailing();
  }
}
