package io.thalweg.streams.examples;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The delays of the flights from one airport in one week.
 *
 * @param city the airport's city, or its code if it is not in the table of airports
 * @param flights how many
 * @param minutes the sum of their delays; an early flight counts against a late one
 */
record Delays(String city, long flights, long minutes) {
  static Delays none() {
    return new Delays("", 0, 0);
  }

  Delays plus(Delays other) {
    return new Delays(other.city, flights + other.flights, minutes + other.minutes);
  }

  /** Minutes per flight, to one decimal place. */
  @JsonIgnore
  double average() {
    return Math.round(10.0 * minutes / flights) / 10.0;
  }
}
