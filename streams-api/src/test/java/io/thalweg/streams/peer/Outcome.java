package io.thalweg.streams.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** What an expression came to, in words that do not tell ours from Kafka Streams. */
record Outcome(String text) {
  private static final String OURS = "io.thalweg.streams";
  private static final String PEER = "org.apache.kafka.streams";

  static Outcome of(Callable<?> expression) {
    try {
      return new Outcome("" + neutral(expression.call()));
    } catch (Throwable e) {
      return new Outcome("throws " + neutral(e.getClass().getName()));
    }
  }

  /** Asserts that both come to the same: an equal text, or an exception of the same class. */
  static void same(Callable<?> ours, Callable<?> peer) {
    assertEquals(of(peer).text, of(ours).text);
  }

  static String neutral(Object value) {
    String text = value instanceof Object[] array ? Arrays.toString(array) : "" + value;
    return text.replace(PEER, OURS);
  }
}
