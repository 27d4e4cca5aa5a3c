package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.workload.UserCode;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Inner join of rows that are logged with the rows they name. One program has all partitions of
 * both tables, so that nothing has to be sent to where the other row is.
 */
final class ForeignKeyLogic implements Logic {
  private final Output output;
  private final String tableTopic;
  private final Map<String, String> table = new HashMap<>();

  ForeignKeyLogic(Output output, String tableTopic) {
    this.output = output;
    this.tableTopic = tableTopic;
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    String value = new String(record.value(), UTF_8);
    if (record.topic().equals(tableTopic)) {
      table.put(record.key(), value);
      return;
    }
    byte[] key = record.key().getBytes(UTF_8);
    output.log(record.partition(), key, record.value(), record.timestamp());
    String row = table.get(UserCode.foreignKey(value));
    if (row != null) {
      output.send(key, UserCode.join(value, row).getBytes(UTF_8), record.timestamp());
    }
  }
}
