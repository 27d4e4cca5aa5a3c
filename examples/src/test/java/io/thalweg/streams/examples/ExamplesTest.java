package io.thalweg.streams.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples' results equal those of plain loops over the data files. */
class ExamplesTest {
  private static final Path DATA =
      Path.of(System.getProperty("thalweg.root", ".."), "examples", "data");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void whenAllFlightsAreProcessedThenTheTableIsThatOfAPlainLoop() throws IOException {
    Map<String, long[]> expected = new TreeMap<>();
    Map<String, long[]> flightsOf = new TreeMap<>();
    for (JsonNode flight : new ObjectMapper().readTree(DATA.resolve("flights-20k.json").toFile())) {
      String origin = flight.get("origin").asText();
      long[] sum = expected.computeIfAbsent(origin + " " + week(flight), k -> new long[2]);
      sum[0]++;
      sum[1] += flight.get("delay").asLong();
      flightsOf.computeIfAbsent(origin, k -> new long[1])[0]++;
    }

    Map<AirportWeek, Delays> results = run(new FlightDelays(), 2);

    Map<String, long[]> actual = new TreeMap<>();
    results.forEach(
        (key, d) ->
            actual.put(key.airport() + " " + key.week(), new long[] {d.flights(), d.minutes()}));
    assertEquals(lines(expected), lines(actual));
    results.forEach((key, delays) -> assertNotEquals(key.airport(), delays.city(), "not joined"));
    assertEquals(20_000, flightsOf.values().stream().mapToLong(count -> count[0]).sum());
    for (String airport : busiest(flightsOf, 15)) {
      assertTrue(printedRow(airport).endsWith(cells(airport, expected)), printedRow(airport));
    }
    assertTrue(printedRow("DFW").startsWith("DFW Dallas-Fort Worth "), printedRow("DFW"));
  }

  @Test
  void whenTheBookIsProcessedThenTheCountsAreThoseOfAPlainLoop() throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    StringBuilder word = new StringBuilder();
    String text = Files.readString(DATA.resolve("devils-dictionary.txt")) + "  ";
    for (int i = 0; i < text.length() - 1; i++) {
      char c = Character.toLowerCase(text.charAt(i));
      boolean inner = c == '\'' && !word.isEmpty() && Character.isLetter(text.charAt(i + 1));
      if ((c >= 'a' && c <= 'z') || inner) {
        word.append(c);
      } else if (!word.isEmpty()) {
        expected.merge(word.toString(), 1L, Long::sum);
        word.setLength(0);
      }
    }

    Map<String, Long> actual = run(new WordCount(), 1);

    assertEquals(expected, new TreeMap<>(actual));
    String most = Collections.max(expected.entrySet(), Map.Entry.comparingByValue()).getKey();
    assertTrue(
        output().contains(String.format(Locale.ROOT, "  %-16s %,8d", most, expected.get(most))));
  }

  @Test
  void whenRunTwiceOnOneClusterThenNothingIsFedOrCountedTwice(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("devils-dictionary.txt"), "To be, or not to be\nthat is\n");
    try (Cluster cluster = Cluster.open(null)) {
      Options options = new Options(cluster.bootstrapServers(), folder, 0, 1, false);
      Map<String, Long> once =
          new TreeMap<>(new ExampleRun<>(new WordCount(), options, out()).run());
      Map<String, Long> twice =
          new TreeMap<>(new ExampleRun<>(new WordCount(), options, out()).run());

      assertEquals(Map.of("to", 2L, "be", 2L, "or", 1L, "not", 1L, "that", 1L, "is", 1L), once);
      assertEquals(once, twice);
      assertTrue(output().contains("already hold 2 records"), output());
    }
  }

  private <K, V> Map<K, V> run(Example<K, V> example, int threads) {
    Map<K, V> results =
        new ExampleRun<>(example, new Options(null, DATA, 0, threads, false), out()).run();
    assertTrue(output().endsWith("Done.\n"), output());
    return results;
  }

  private PrintStream out() {
    return new PrintStream(printed, true, StandardCharsets.UTF_8);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** The Thursday on or before the flight: windows start at multiples of 7 days from 1970-01-01. */
  private static String week(JsonNode flight) {
    LocalDate day = LocalDate.parse(flight.get("date").asText().substring(0, 10).replace('/', '-'));
    LocalDate thursday = LocalDate.of(1998, 1, 1);
    return thursday.plusWeeks(ChronoUnit.WEEKS.between(thursday, day)).toString();
  }

  private static List<String> lines(Map<String, long[]> table) {
    List<String> lines = new ArrayList<>();
    table.forEach((key, value) -> lines.add(key + ": " + value[0] + " flights, " + value[1]));
    return lines;
  }

  private static List<String> busiest(Map<String, long[]> flightsOf, int count) {
    return flightsOf.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue()[0], a.getValue()[0]))
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  private String printedRow(String airport) {
    return output().lines().filter(line -> line.startsWith(airport + " ")).findFirst().orElse("");
  }

  private static String cells(String airport, Map<String, long[]> expected) {
    StringBuilder cells = new StringBuilder();
    expected.forEach(
        (key, sum) -> {
          if (key.startsWith(airport + " ")) {
            cells.append(
                String.format(Locale.ROOT, "%7.1f", Math.round(10.0 * sum[1] / sum[0]) / 10.0));
          }
        });
    return cells.toString();
  }
}
