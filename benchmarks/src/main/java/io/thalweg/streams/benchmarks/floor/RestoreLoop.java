package io.thalweg.streams.benchmarks.floor;

import io.thalweg.streams.benchmarks.data.Values;
import io.thalweg.streams.benchmarks.engine.RunSpec;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the changelog into a heap map and ends. */
final class RestoreLoop implements FloorLoop {
  private final RunSpec spec;
  private final Map<String, Long> store = new HashMap<>();
  private volatile long progress;
  private volatile boolean stopped;

  RestoreLoop(RunSpec spec) {
    this.spec = spec;
  }

  @Override
  public void run() {
    String changelog = Workload.changelog(spec.applicationId());
    try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(spec)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(changelog).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!stopped
          && !ends.entrySet().stream()
              .allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
        ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofMillis(100));
        for (ConsumerRecord<String, byte[]> record : records) {
          store.put(record.key(), Values.number(record.value()));
        }
        long sum = progress + records.count();
        progress = sum;
      }
    }
  }

  @Override
  public long progress() {
    return progress;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public void forEachStored(ObjLongConsumer<String> entry) {
    store.forEach(entry::accept);
  }
}
