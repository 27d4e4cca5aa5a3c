package io.thalweg.streams.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A flight as the data file has it.
 *
 * @param date local date and time, such as {@code 2001/01/31 23:59}
 * @param delay minutes; negative is early
 * @param distance miles
 * @param origin IATA code of the airport of departure
 * @param destination IATA code of the airport of arrival
 */
record Flight(String date, int delay, int distance, String origin, String destination) {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm");

  /** All flights of a file that holds one JSON array. */
  static List<Flight> read(Path file) throws IOException {
    return List.of(new ObjectMapper().readValue(file.toFile(), Flight[].class));
  }

  /** The event time. The data has no time zones, so every airport's clock is taken for UTC. */
  Instant time() {
    return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
  }
}
