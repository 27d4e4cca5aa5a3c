package io.thalweg.streams.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An airport.
 *
 * @param iata its code
 * @param name its name
 * @param city its city
 */
record Airport(String iata, String name, String city) {
  private static final int IATA = 0;
  private static final int NAME = 1;
  private static final int CITY = 2;
  private static final int COLUMNS = 7;

  /** All airports of a CSV file with a header line. */
  static List<Airport> read(Path file) throws IOException {
    List<Airport> airports = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 1; i < lines.size(); i++) {
      List<String> fields = fields(lines.get(i));
      if (fields.size() != COLUMNS) {
        throw new IOException(
            file + " line " + (i + 1) + ": expected " + COLUMNS + " fields: " + lines.get(i));
      }
      airports.add(new Airport(fields.get(IATA), fields.get(NAME), fields.get(CITY)));
    }
    return airports;
  }

  /**
   * Splits a CSV line at its commas; a field in double quotes may hold commas and, doubled, quotes.
   */
  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
