package io.thalweg.streams.benchmarks.state;

import com.sun.management.OperatingSystemMXBean;
import io.thalweg.streams.benchmarks.report.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One scenario on both sides, in rounds: each side runs once in each, first the one, then the
 * other.
 */
final class Duel {
  private final Scenario scenario;
  private final Path folder;
  private final int rounds;
  private final int records;
  private final Traffic traffic;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Nanoseconds per record of each round, and changelog records of all. */
  static final class Figures {
    private final double[] thread;
    private final double[] process;
    private long logged;

    private Figures(int rounds) {
      thread = new double[rounds];
      process = new double[rounds];
    }

    /** CPU time of the thread that owns the store. */
    Spread thread() {
      return Spread.of(thread);
    }

    long logged() {
      return logged;
    }
  }

  /** What came out. */
  record Outcome(Scenario scenario, Figures kafkaStreams, Figures thalweg) {
    Spread ratio() {
      return Spread.ofRatios(kafkaStreams.thread, thalweg.thread);
    }

    /** The other side's background work may be in it. */
    Spread processRatio() {
      return Spread.ofRatios(kafkaStreams.process, thalweg.process);
    }

    String lines() {
      StringBuilder text = new StringBuilder(scenario.title());
      for (int i = 0; i < kafkaStreams.thread.length; i++) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n  round %d: kafka-streams %.0f (process %.0f), thalweg %.0f (process %.0f)",
                i + 1,
                kafkaStreams.thread[i],
                kafkaStreams.process[i],
                thalweg.thread[i],
                thalweg.process[i]));
      }
      return text.toString();
    }
  }

  Duel(Scenario scenario, Path folder, int rounds, int records) {
    this.scenario = scenario;
    this.folder = folder;
    this.rounds = rounds;
    this.records = records / scenario.kind().rows;
    traffic = new Traffic(scenario);
  }

  Outcome run() throws IOException {
    return scenario.kind() == Scenario.Kind.RESTORE ? restore() : process();
  }

  private Outcome process() throws IOException {
    Path theirs = directory("kafka-streams");
    Path ours = directory("thalweg");
    Figures ks = new Figures(rounds);
    Figures thalweg = new Figures(rounds);
    try (Side first = new KafkaStreamsSide(scenario, traffic, theirs);
        Side second = new ThalwegSide(scenario, traffic, ours)) {
      if (scenario.stored() > 0) {
        first.fill(scenario.stored());
        second.fill(scenario.stored());
      }
      first.run(1, records);
      second.run(1, records);
      long logged = first.logged();
      long loggedByUs = second.logged();
      for (int round = 0; round < rounds; round++) {
        int from = (round + 1) * records;
        measure(ks, round, records, () -> first.run(from, from + records));
        measure(thalweg, round, records, () -> second.run(from, from + records));
      }
      ks.logged = first.logged() - logged;
      thalweg.logged = second.logged() - loggedByUs;
    }
    delete(theirs);
    delete(ours);
    return new Outcome(scenario, ks, thalweg);
  }

  private Outcome restore() throws IOException {
    List<List<ConsumerRecord<byte[], byte[]>>> changelog =
        traffic.changelog(Side.CHANGELOG, scenario.commitEvery());
    Figures ks = new Figures(rounds);
    Figures thalweg = new Figures(rounds);
    for (int round = -1; round < rounds; round++) { // the first warms up
      int at = Math.max(0, round);
      Path theirs = directory("kafka-streams");
      try (KafkaStreamsSide side = new KafkaStreamsSide(scenario, traffic, theirs)) {
        measure(ks, at, traffic.keyCount(), () -> side.restore(changelog));
        if (side.rows() < traffic.keyCount() / 2) {
          throw new IllegalStateException("Kafka Streams restored " + side.rows() + " rows only");
        }
      }
      delete(theirs);
      Path ours = directory("thalweg");
      try (Side side = new ThalwegSide(scenario, traffic, ours)) {
        measure(thalweg, at, traffic.keyCount(), () -> side.restore(changelog));
      }
      delete(ours);
    }
    return new Outcome(scenario, ks, thalweg);
  }

  private void measure(Figures figures, int round, int count, Runnable work) {
    long processBefore = process.getProcessCpuTime();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    figures.thread[round] = (double) (threads.getCurrentThreadCpuTime() - before) / count;
    figures.process[round] = (double) (process.getProcessCpuTime() - processBefore) / count;
  }

  private Path directory(String side) throws IOException {
    return Files.createDirectories(folder.resolve(scenario.title() + "-" + side));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
