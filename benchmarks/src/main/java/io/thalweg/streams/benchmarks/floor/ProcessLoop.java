package io.thalweg.streams.benchmarks.floor;

import io.thalweg.streams.benchmarks.engine.RunSpec;
import io.thalweg.streams.benchmarks.workload.Windows;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/** Poll, process, commit, under either guarantee. One thread but for the volatile fields. */
final class ProcessLoop implements FloorLoop {
  private static final Duration POLL = Duration.ofMillis(20);

  private final RunSpec spec;
  private final Workload workload;
  private final String countedTopic;
  private volatile long progress;
  private volatile boolean stopped;

  ProcessLoop(RunSpec spec) {
    this.spec = spec;
    this.workload = spec.workload();
    this.countedTopic =
        workload.repartitions() ? Workload.repartition(spec.applicationId()) : workload.input();
  }

  @Override
  public void run() {
    try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(spec);
        KafkaProducer<byte[], byte[]> producer = Clients.producer(spec)) {
      Output output = new Output(producer, spec);
      Logic logic = logic(output);
      if (workload.exactlyOnce()) {
        producer.initTransactions();
        producer.beginTransaction();
      }
      subscribe(consumer);
      long interval = spec.commitIntervalMs() * 1_000_000;
      long lastCommit = System.nanoTime();
      while (!stopped) {
        poll(consumer, logic);
        if (System.nanoTime() - lastCommit >= interval) {
          commit(consumer, producer, output, logic);
          lastCommit = System.nanoTime();
        }
      }
      commit(consumer, producer, output, logic);
      if (workload.exactlyOnce()) {
        producer.abortTransaction(); // the one begun by the last commit, empty
      }
    }
  }

  private Logic logic(Output output) {
    return switch (workload) {
      case STATELESS -> new StatelessLogic(output);
      case COUNT, EOS -> new CountLogic(output, false);
      case COUNT_UNCACHED -> new CountLogic(output, true);
      case TUMBLING -> new WindowLogic(output, Windows.SIZE, false);
      case HOPPING -> new WindowLogic(output, Windows.ADVANCE, false);
      case SUPPRESS -> new WindowLogic(output, Windows.SIZE, true);
      case SLIDING -> new SlidingLogic(output);
      case SESSION, SESSION_ZIPF -> new SessionLogic(output);
      case STREAM_TABLE -> new JoinLogic(output, workload.table());
      case REKEY_AGGREGATE -> new RegroupLogic(output, workload.input());
      case FOREIGN_KEY -> new ForeignKeyLogic(output, workload.table());
      case STREAM_STREAM -> new StreamsLogic(output, workload.left());
      case RESTORE -> throw new IllegalArgumentException("Restore has a loop of its own");
    };
  }

  private void poll(KafkaConsumer<String, byte[]> consumer, Logic logic) {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    long counted = 0;
    for (ConsumerRecord<String, byte[]> record : records) {
      logic.process(record);
      if (record.topic().equals(countedTopic)) {
        counted++;
      }
    }
    long sum = progress + counted;
    progress = sum;
    if (workload.joins() && !consumer.paused().isEmpty()) {
      resumeOnceTableIsRead(consumer);
    }
  }

  /** A join reads its table first: the stream stays paused until {@link #resumeOnceTableIsRead}. */
  private void subscribe(KafkaConsumer<String, byte[]> consumer) {
    if (workload == Workload.STREAM_STREAM) {
      consumer.subscribe(List.of(workload.left(), workload.input()));
      return;
    }
    if (!workload.joins()) {
      consumer.subscribe(
          workload.repartitions()
              ? List.of(workload.input(), countedTopic)
              : List.of(countedTopic));
      return;
    }
    consumer.subscribe(
        List.of(workload.table(), workload.input()),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(
                partitions.stream().filter(p -> p.topic().equals(workload.input())).toList());
          }
        });
  }

  private void resumeOnceTableIsRead(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> table =
        consumer.assignment().stream().filter(p -> p.topic().equals(workload.table())).toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(table);
    if (ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
      consumer.resume(consumer.paused());
    }
  }

  private void commit(
      KafkaConsumer<String, byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      Output output,
      Logic logic) {
    logic.flush();
    output.flush();
    if (!workload.exactlyOnce()) {
      consumer.commitSync();
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      offsets.put(partition, new OffsetAndMetadata(consumer.position(partition)));
    }
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    producer.beginTransaction();
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
    throw new UnsupportedOperationException("Only restore is asked for its state");
  }
}
