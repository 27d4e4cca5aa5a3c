package io.thalweg.streams.examples;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.Topology;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.Joined;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.serde.JsonSerde;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Flights, keyed by their origin, joined with the table of airports; count and average of the
 * delays per airport and week of event time.
 */
final class FlightDelays implements Example<AirportWeek, Delays> {
  static final String FLIGHTS = "flights";
  static final String AIRPORTS = "airports";
  static final String DELAYS = "flight-delays";
  static final Duration WEEK = Duration.ofDays(7);

  /** Flights come in the order of time; a feed of several sources might be a day behind. */
  private static final Duration GRACE = Duration.ofDays(1);

  /** The table's rows are older than every flight, so that each flight finds its airport. */
  private static final long BEFORE_ALL_FLIGHTS = 0;

  private static final int SHOWN = 15;

  private final Serde<Flight> flights = JsonSerde.of(Flight.class);
  private final Serde<Airport> airports = JsonSerde.of(Airport.class);
  private final Serde<Delays> delays = JsonSerde.of(Delays.class);
  private final Serde<AirportWeek> weeks = JsonSerde.of(AirportWeek.class);

  @Override
  public String name() {
    return "flight-delays";
  }

  @Override
  public String summary() {
    return "count and average of flight delays per US airport and week, early 2001";
  }

  @Override
  public List<String> inputTopics() {
    return List.of(AIRPORTS, FLIGHTS);
  }

  @Override
  public String outputTopic() {
    return DELAYS;
  }

  @Override
  public Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    KTable<String, Airport> table =
        builder.table(AIRPORTS, Consumed.with(Serdes.String(), airports));
    builder.stream(FLIGHTS, Consumed.with(Serdes.String(), flights))
        .leftJoin(table, FlightDelays::delay, Joined.with(Serdes.String(), flights, airports))
        .groupByKey(Grouped.with(Serdes.String(), delays))
        .windowedBy(TimeWindows.ofSizeAndGrace(WEEK, GRACE))
        .aggregate(
            Delays::none,
            (code, flight, sum) -> sum.plus(flight),
            Materialized.with(Serdes.String(), delays))
        .toStream((window, sum) -> AirportWeek.of(window.key(), window.window().startTime()))
        .to(DELAYS, Produced.with(weeks, delays));
    return builder.build();
  }

  private static Delays delay(Flight flight, @Nullable Airport airport) {
    return new Delays(airport == null ? flight.origin() : airport.city(), 1, flight.delay());
  }

  @Override
  public List<ProducerRecord<byte[], byte[]>> input(Path dataFolder) throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Airport airport : Airport.read(dataFolder.resolve("airports.csv"))) {
      records.add(
          record(AIRPORTS, BEFORE_ALL_FLIGHTS, airport.iata(), airport, airports.serializer()));
    }
    for (Flight flight : Flight.read(dataFolder.resolve("flights-20k.json"))) {
      long time = flight.time().toEpochMilli();
      records.add(record(FLIGHTS, time, flight.origin(), flight, flights.serializer()));
    }
    return records;
  }

  private static <T> ProducerRecord<byte[], byte[]> record(
      String topic, long time, String key, T value, Serializer<T> serializer) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, null, time, keyBytes, serializer.serialize(topic, value));
  }

  @Override
  public Deserializer<AirportWeek> keyDeserializer() {
    return weeks.deserializer();
  }

  @Override
  public Deserializer<Delays> valueDeserializer() {
    return delays.deserializer();
  }

  @Override
  public String line(AirportWeek key, Delays delays) {
    return String.format(
        Locale.ROOT,
        "week of %s  %s %s: %d flight%s, %.1f minutes late on average",
        key.week(),
        key.airport(),
        delays.city(),
        delays.flights(),
        delays.flights() == 1 ? "" : "s",
        delays.average());
  }

  @Override
  public List<String> table(Map<AirportWeek, Delays> results) {
    Map<String, Delays> byAirport =
        results.entrySet().stream()
            .collect(
                groupingBy(
                    result -> result.getKey().airport(),
                    reducing(Delays.none(), Map.Entry::getValue, Delays::plus)));
    TreeSet<String> weeks = new TreeSet<>();
    results.keySet().forEach(key -> weeks.add(key.week()));
    List<String> table = new ArrayList<>();
    table.add(title(byAirport));
    StringBuilder header = new StringBuilder(String.format("%-22s%8s", "", "flights"));
    weeks.forEach(week -> header.append("  ").append(week.substring("2001-".length())));
    table.add(header.toString());
    byAirport.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Delays> e) -> -e.getValue().flights())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(SHOWN)
        .map(airport -> row(airport.getKey(), airport.getValue(), weeks, results))
        .forEach(table::add);
    return table;
  }

  private static String title(Map<String, Delays> byAirport) {
    long flights = byAirport.values().stream().mapToLong(Delays::flights).sum();
    return String.format(
        Locale.ROOT,
        "Average delay in minutes of flights from the %d busiest of %d airports, by week"
            + " (%,d flights in all)",
        Math.min(SHOWN, byAirport.size()),
        byAirport.size(),
        flights);
  }

  private static String row(
      String code, Delays total, Iterable<String> weeks, Map<AirportWeek, Delays> results) {
    String name = code + " " + total.city();
    StringBuilder row =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-22s%,8d",
                name.substring(0, Math.min(22, name.length())),
                total.flights()));
    for (String week : weeks) {
      Delays delays = results.get(new AirportWeek(code, week));
      row.append(
          delays == null
              ? String.format("%7s", "-")
              : String.format(Locale.ROOT, "%7.1f", delays.average()));
    }
    return row.toString();
  }
}
