package io.thalweg.streams.examples;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The key of a result.
 *
 * @param airport IATA code
 * @param week its first day, such as {@code 2001-01-04}
 */
record AirportWeek(String airport, String week) {
  static AirportWeek of(String airport, Instant start) {
    return new AirportWeek(airport, LocalDate.ofInstant(start, ZoneOffset.UTC).toString());
  }
}
