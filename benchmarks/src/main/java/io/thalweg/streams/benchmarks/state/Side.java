package io.thalweg.streams.benchmarks.state;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A store of one of the two engines, driven by the measuring thread. */
interface Side extends AutoCloseable {
  String STORE = "store";
  String CHANGELOG = "app-store-changelog";

  /** Writes a row for each of the first {@code count} keys, and commits. */
  void fill(int count);

  /** Processes the records from {@code from} to before {@code to}, with commits. */
  void run(int from, int to);

  /** Restores a changelog into the store, which is empty. */
  void restore(List<List<ConsumerRecord<byte[], byte[]>>> changelog);

  /** Records that went to the changelog so far. */
  long logged();

  @Override
  void close();
}
