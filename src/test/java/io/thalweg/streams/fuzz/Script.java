package io.thalweg.streams.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a run is fed, in order. */
public record Script(List<Step> steps) {
  /** Streams are read from these topics. */
  public static final List<String> STREAM_TOPICS = List.of("s0", "s1", "s2");

  /** Tables are read from these topics. */
  public static final List<String> TABLE_TOPICS = List.of("t0", "t1");

  /** Global tables are read from this topic. */
  public static final String GLOBAL_TOPIC = "g0";

  private static final String KEYS = "abcdef";

  public Script {
    steps = List.copyOf(steps);
  }

  /** A record, or wall-clock time that passes. */
  public sealed interface Step {}

  /** A record of an input topic; {@code header} is the value of its one header, null for none. */
  public record Pipe(
      String topic,
      @Nullable String key,
      @Nullable String value,
      long timestamp,
      @Nullable String header)
      implements Step {
    boolean isGlobal() {
      return topic.equals(GLOBAL_TOPIC);
    }
  }

  /** Milliseconds of wall-clock time that pass. */
  public record Wait(long ms) implements Step {}

  /**
   * Mostly rising timestamps, some out of order, a few far behind; null keys and values, tombstones
   * and headers among them.
   */
  public static Script random(long seed, int length) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    long now = random.nextInt(4) == 0 ? 0 : 1000;
    for (int i = 0; i < length; i++) {
      if (random.nextInt(12) == 0) {
        steps.add(new Wait(random.nextInt(3) == 0 ? 1001 : random.nextInt(400)));
        continue;
      }
      now += random.nextInt(25) == 0 ? random.nextInt(400) : random.nextInt(8);
      steps.add(record(random, now));
    }
    return new Script(steps);
  }

  /** The same with the global topic's records before all others. */
  Script globalFirst() {
    List<Step> sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparing(step -> !(step instanceof Pipe pipe && pipe.isGlobal())));
    return new Script(sorted);
  }

  private static Pipe record(Random random, long now) {
    long timestamp = now;
    if (random.nextInt(4) == 0) {
      timestamp = Math.max(0, now - random.nextInt(random.nextInt(8) == 0 ? 500 : 40));
    }
    String topic = topic(random);
    boolean table = topic.charAt(0) != 's';
    String key = random.nextInt(table ? 60 : 20) == 0 ? null : key(random);
    String value = random.nextInt(table ? 5 : 15) == 0 ? null : value(random);
    return new Pipe(
        topic, key, value, timestamp, random.nextInt(6) == 0 ? "h" + random.nextInt(3) : null);
  }

  private static String topic(Random random) {
    int at = random.nextInt(10);
    if (at < 5) {
      return STREAM_TOPICS.get(random.nextInt(STREAM_TOPICS.size()));
    }
    return at < 9 ? TABLE_TOPICS.get(random.nextInt(TABLE_TOPICS.size())) : GLOBAL_TOPIC;
  }

  private static String key(Random random) {
    int at = random.nextInt(KEYS.length());
    return KEYS.substring(at, at + 1);
  }

  private static String value(Random random) {
    return random.nextInt(30) == 0 ? "" : key(random) + random.nextInt(9);
  }
}
