package io.thalweg.streams.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line accepts, and what it says when it does not. */
class CommandLineTest {
  private final Path data;

  CommandLineTest(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void whenNothingIsGivenThenAnOwnClusterIsFedAtAReadablePace() {
    Options options = Options.parse("--data", data.toString());
    assertNull(options.bootstrapServers());
    assertEquals(new Options(null, data, 5000, 1, false), options);
  }

  @Test
  void whenAllOptionsAreGivenThenAllAreTaken() {
    assertEquals(
        new Options("a:1,b:2", data, 0, 4, true),
        Options.parse(
            "--follow",
            "--rate",
            "0",
            "--threads",
            "4",
            "--bootstrap-servers",
            "a:1,b:2",
            "--data",
            data.toString()));
  }

  @Test
  void whenAnOptionIsWrongThenTheMessageNamesIt() {
    assertEquals("Unknown option --fast.", problem("--fast"));
    assertEquals("Option --rate needs a value.", problem("--rate"));
    assertEquals(
        "Option --rate needs a whole number from 0, not \"many\".", problem("--rate", "many"));
    assertEquals(
        "Option --threads needs a whole number from 1, not \"0\".", problem("--threads", "0"));
    assertTrue(problem("--bootstrap-servers", "localhost").contains("needs host:port"));
    assertTrue(
        problem("--data", data.resolve("none").toString()).startsWith("There is no data folder"));
  }

  @Test
  void whenTheExampleIsUnknownThenTheKnownOnesAreListed() {
    assertTrue(run(2, "word-cuont").contains("There is no example \"word-cuont\""));
    assertTrue(run(2, "word-cuont").contains("flight-delays"));
    assertTrue(run(2, "word-count", "--fast").contains("Unknown option --fast."));
  }

  @Test
  void whenHelpIsAskedForThenItListsExamplesAndOptions() {
    String help = run(0, "flight-delays", "--help");
    for (String word :
        new String[] {"word-count", "flight-delays", "--follow", "--bootstrap-servers"}) {
      assertTrue(help.contains(word), help);
    }
    assertEquals(help, run(2));
  }

  private static String problem(String... arguments) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Options.parse(arguments)).getMessage());
  }

  private static String run(int status, String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertEquals(status, Examples.run(arguments, out, out));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
