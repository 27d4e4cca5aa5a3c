package io.thalweg.streams.examples;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.Topology;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Counts the words of a book: a stateless step, a repartition by word, a count. */
final class WordCount implements Example<String, Long> {
  static final String LINES = "book-lines";
  static final String COUNTS = "word-counts";
  static final String BOOK = "devils-dictionary.txt";

  private static final Pattern WORD = Pattern.compile("[a-z]+(?:'[a-z]+)*");
  private static final int SHOWN = 20;

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String summary() {
    return "counts the words of The Devil's Dictionary by Ambrose Bierce";
  }

  @Override
  public List<String> inputTopics() {
    return List.of(LINES);
  }

  @Override
  public String outputTopic() {
    return COUNTS;
  }

  @Override
  public Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(LINES, Consumed.with(Serdes.String(), Serdes.String()))
        .flatMapValues(WordCount::words)
        .groupBy((line, word) -> word, Grouped.with("words", Serdes.String(), Serdes.String()))
        .count(Materialized.as("counts"))
        .toStream()
        .to(COUNTS, Produced.with(Serdes.String(), Serdes.Long()));
    return builder.build();
  }

  /** The words of a line in lower case; an apostrophe belongs to a word that goes on after it. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  @Override
  public List<ProducerRecord<byte[], byte[]>> input(Path dataFolder) throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String line : Files.readAllLines(dataFolder.resolve(BOOK))) {
      records.add(new ProducerRecord<>(LINES, line.getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }

  @Override
  public Deserializer<String> keyDeserializer() {
    return new StringDeserializer();
  }

  @Override
  public Deserializer<Long> valueDeserializer() {
    return new LongDeserializer();
  }

  @Override
  public String line(String word, Long count) {
    return word + ": " + count;
  }

  @Override
  public List<String> table(Map<String, Long> results) {
    long words = results.values().stream().mapToLong(Long::longValue).sum();
    List<String> table = new ArrayList<>();
    table.add(
        String.format(
            Locale.ROOT,
            "The %d most frequent of %,d different words (%,d words in all)",
            Math.min(SHOWN, results.size()),
            results.size(),
            words));
    results.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(SHOWN)
        .map(e -> String.format(Locale.ROOT, "  %-16s %,8d", e.getKey(), e.getValue()))
        .forEach(table::add);
    return table;
  }
}
