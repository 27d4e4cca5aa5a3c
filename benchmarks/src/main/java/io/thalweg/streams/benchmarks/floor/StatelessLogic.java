package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.workload.UserCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Filter and map. */
final class StatelessLogic implements Logic {
  private final Output output;

  StatelessLogic(Output output) {
    this.output = output;
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    String value = new String(record.value(), UTF_8);
    if (UserCode.keep(value)) {
      output.send(
          record.key().getBytes(UTF_8),
          UserCode.transform(value).getBytes(UTF_8),
          record.timestamp());
    }
  }
}
