package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.workload.UserCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sends input on under its group's key, and counts what comes back. */
final class RegroupLogic implements Logic {
  private final Output output;
  private final String input;
  private final CountLogic counts;

  RegroupLogic(Output output, String input) {
    this.output = output;
    this.input = input;
    this.counts = new CountLogic(output, false);
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(input)) {
      byte[] key = UserCode.group(record.key()).getBytes(UTF_8);
      output.repartition(key, record.value(), record.timestamp());
    } else {
      counts.process(record);
    }
  }

  @Override
  public void flush() {
    counts.flush();
  }
}
