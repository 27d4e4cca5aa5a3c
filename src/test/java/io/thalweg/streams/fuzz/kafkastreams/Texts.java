package io.thalweg.streams.fuzz.kafkastreams;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;

/** Pure functions on texts that may be null, of bounded length. */
final class Texts {
  private static final int LONGEST = 14;

  private Texts() {}

  /** The text, or something short that depends on all of it. */
  static String clip(String text) {
    return text == null || text.length() <= LONGEST
        ? text
        : text.substring(0, 4) + "~" + Integer.toHexString(text.hashCode());
  }

  /** A number that depends on the text. */
  static int weight(String text) {
    return text == null ? 3 : Math.abs(text.hashCode() % 7);
  }

  static String key(int weight) {
    return "abcdef".substring(weight % 6, weight % 6 + 1);
  }

  static String join(String left, String right) {
    return clip(left + "+" + right);
  }

  static String add(String aggregate, String value) {
    return clip(aggregate + value);
  }

  static String subtract(String aggregate, String value) {
    return clip(aggregate + "-" + value);
  }

  static String number(String aggregate, int difference) {
    int before = aggregate == null ? 0 : Integer.parseInt(aggregate);
    return Integer.toString(before + difference);
  }

  static List<String> parts(String value) {
    return value == null ? List.of() : weight(value) == 0 ? List.of("x", "y") : List.of(value);
  }

  static List<KeyValue<String, String>> pairs(String key, String value) {
    return weight(value) < 2
        ? List.of()
        : List.of(KeyValue.pair(key, value), KeyValue.pair(key(weight(value)), "p"));
  }

  static String windowed(Windowed<String> key) {
    return key.key() + "@" + key.window().start() + "-" + key.window().end();
  }

  static Duration ms(long ms) {
    return Duration.ofMillis(ms);
  }
}
