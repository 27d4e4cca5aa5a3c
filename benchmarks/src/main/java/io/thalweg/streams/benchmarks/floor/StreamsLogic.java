package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.workload.UserCode;
import io.thalweg.streams.benchmarks.workload.Windows;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Inner join of two streams, not logged. It reads them as they come, one far ahead of the other,
 * and so keeps records for much longer than the window.
 */
final class StreamsLogic implements Logic {
  private static final long KEPT = Windows.DIFFERENCE + 20 * Windows.GRACE;

  private final Output output;
  private final String leftTopic;
  private final Map<String, ArrayDeque<Kept>> lefts = new HashMap<>();
  private final Map<String, ArrayDeque<Kept>> rights = new HashMap<>();

  private record Kept(String value, long time) {}

  StreamsLogic(Output output, String leftTopic) {
    this.output = output;
    this.leftTopic = leftTopic;
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    boolean isLeft = record.topic().equals(leftTopic);
    long time = record.timestamp();
    String value = new String(record.value(), UTF_8);
    ArrayDeque<Kept> own =
        (isLeft ? lefts : rights).computeIfAbsent(record.key(), any -> new ArrayDeque<>());
    while (!own.isEmpty() && own.peekFirst().time < time - KEPT) {
      own.removeFirst();
    }
    own.addLast(new Kept(value, time));
    for (Kept other : (isLeft ? rights : lefts).getOrDefault(record.key(), new ArrayDeque<>())) {
      if (Math.abs(other.time - time) <= Windows.DIFFERENCE) {
        String joined =
            isLeft ? UserCode.join(value, other.value) : UserCode.join(other.value, value);
        output.send(
            record.key().getBytes(UTF_8), joined.getBytes(UTF_8), Math.max(time, other.time));
      }
    }
  }
}
