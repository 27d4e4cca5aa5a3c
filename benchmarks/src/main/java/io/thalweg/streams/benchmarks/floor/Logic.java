package io.thalweg.streams.benchmarks.floor;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a hand-written program does with a record and at a commit. */
interface Logic {
  void process(ConsumerRecord<String, byte[]> record);

  /** Sends what has changed since the last time. */
  default void flush() {}
}
