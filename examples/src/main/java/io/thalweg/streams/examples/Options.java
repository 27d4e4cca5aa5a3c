package io.thalweg.streams.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line may change.
 *
 * @param bootstrapServers the cluster to use; null starts one
 * @param dataFolder where the data files are
 * @param rate records fed per second; 0 means as fast as possible
 * @param threads stream threads
 * @param follow whether to go on until Ctrl-C when the input is processed
 */
record Options(
    @Nullable String bootstrapServers, Path dataFolder, int rate, int threads, boolean follow) {

  static final String HELP =
      """
        --bootstrap-servers <host:port,...>  use this Kafka cluster instead of starting one
        --rate <records per second>          how fast to feed the data; 0 is as fast as possible (5000)
        --threads <count>                    stream threads (1)
        --follow                             keep running after the final table, until Ctrl-C
        --data <folder>                      where the data files are (examples/data)
        --help                               this text
      """;

  /** Set by {@code examples/run}, so that it works in any folder. */
  private static final String DATA_PROPERTY = "thalweg.examples.data";

  static boolean asksForHelp(String[] args) {
    return List.of(args).contains("--help") || List.of(args).contains("-h");
  }

  /**
   * Parses arguments, without the example's name.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static Options parse(String... args) {
    String servers = null;
    String data = System.getProperty(DATA_PROPERTY, "examples/data");
    int rate = 5000;
    int threads = 1;
    boolean follow = false;
    Iterator<String> rest = Arrays.asList(args).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--bootstrap-servers" -> servers = servers(value(option, rest));
        case "--data" -> data = value(option, rest);
        case "--rate" -> rate = number(option, value(option, rest), 0);
        case "--threads" -> threads = number(option, value(option, rest), 1);
        case "--follow" -> follow = true;
        default -> throw new IllegalArgumentException("Unknown option " + option + ".");
      }
    }
    return new Options(servers, folder(data), rate, threads, follow);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("Option " + option + " needs a value.");
    }
    return rest.next();
  }

  private static String servers(String value) {
    if (!value.matches("[^\\s,:]+:\\d+(,[^\\s,:]+:\\d+)*")) {
      throw new IllegalArgumentException(
          "Option --bootstrap-servers needs host:port, or several with commas, not \""
              + value
              + "\".");
    }
    return value;
  }

  private static int number(String option, String value, int least) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number that is too small is.
    }
    throw new IllegalArgumentException(
        "Option " + option + " needs a whole number from " + least + ", not \"" + value + "\".");
  }

  private static Path folder(String value) {
    Path folder = Path.of(value);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "There is no data folder " + folder.toAbsolutePath() + ": give it with --data.");
    }
    return folder;
  }
}
