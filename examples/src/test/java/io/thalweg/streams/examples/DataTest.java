package io.thalweg.streams.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.serde.JsonSerde;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parsing of the data files and the records' bytes. */
class DataTest {
  @Test
  void whenAFlightIsReadThenItsTimeIsItsDateInUtc(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("flights.json");
    Files.writeString(
        file,
        "[{\"date\":\"2001/01/31 23:59\",\"delay\":-5,\"distance\":407,"
            + "\"origin\":\"LAS\",\"destination\":\"OAK\"}]");
    Flight flight = Flight.read(file).get(0);
    assertEquals(new Flight("2001/01/31 23:59", -5, 407, "LAS", "OAK"), flight);
    assertEquals(Instant.parse("2001-01-31T23:59:00Z"), flight.time());
  }

  @Test
  void whenACsvFieldIsQuotedThenItsCommasAndQuotesBelongToIt() {
    assertEquals(
        List.of("a", "b, c", "d \"e\"", ""), Airport.fields("a,\"b, c\",\"d \"\"e\"\"\","));
  }

  @Test
  void whenAnAirportLacksAFieldThenTheErrorNamesTheLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("airports.csv");
    Files.writeString(
        file,
        """
        iata,name,city,state,country,latitude,longitude
        DFW,Dallas-Fort Worth International,Dallas-Fort Worth,TX,USA,32.9,-97.0
        XXX,Short
        """);
    IOException e = assertThrows(IOException.class, () -> Airport.read(file));
    assertTrue(String.valueOf(e.getMessage()).contains("airports.csv line 3"), e.getMessage());
  }

  @Test
  void whenALineHasPunctuationThenOnlyItsWordsAreLeft() {
    assertEquals(
        List.of("the", "devil's", "dictionary", "n", "t'other", "vo"),
        WordCount.words("_The Devil's Dictionary_, n.  'T'Other' -- vo'"));
    assertEquals(List.of(), WordCount.words("  1911 --"));
  }

  @Test
  void whenDelaysAreAddedThenCountAndSumGrowAndTheAverageIsRounded() {
    Delays sum = Delays.none().plus(new Delays("Reno", 1, 10)).plus(new Delays("Reno", 2, -30));
    assertEquals(new Delays("Reno", 3, -20), sum);
    assertEquals(-6.7, sum.average());
  }

  @Test
  void whenARecordIsWrittenAsJsonThenItReadsBackAndBadBytesNameTheTopic() {
    Serde<Delays> serde = JsonSerde.of(Delays.class);
    byte[] bytes = serde.serializer().serialize("t", new Delays("Reno", 3, -20));
    assertArrayEquals(
        "{\"city\":\"Reno\",\"flights\":3,\"minutes\":-20}".getBytes(StandardCharsets.UTF_8),
        bytes);
    assertEquals(new Delays("Reno", 3, -20), serde.deserializer().deserialize("t", bytes));
    assertNull(serde.deserializer().deserialize("t", null));
    byte[] bad = "{".getBytes(StandardCharsets.UTF_8);
    SerializationException e =
        assertThrows(
            SerializationException.class,
            () -> serde.deserializer().deserialize("delays-topic", bad));
    assertTrue(String.valueOf(e.getMessage()).contains("delays-topic"));
  }
}
