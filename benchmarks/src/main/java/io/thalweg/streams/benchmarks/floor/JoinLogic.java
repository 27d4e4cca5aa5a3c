package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.workload.UserCode;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Inner join of a stream with a table that is logged as it is read. */
final class JoinLogic implements Logic {
  private final Output output;
  private final String tableTopic;
  private final Map<String, String> table = new HashMap<>();

  JoinLogic(Output output, String tableTopic) {
    this.output = output;
    this.tableTopic = tableTopic;
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    byte[] key = record.key().getBytes(UTF_8);
    String value = new String(record.value(), UTF_8);
    if (record.topic().equals(tableTopic)) {
      table.put(record.key(), value);
      output.log(record.partition(), key, record.value(), record.timestamp());
      return;
    }
    String row = table.get(record.key());
    if (row != null) {
      output.send(key, UserCode.join(value, row).getBytes(UTF_8), record.timestamp());
    }
  }
}
