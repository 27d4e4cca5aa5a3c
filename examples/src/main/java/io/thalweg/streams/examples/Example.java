package io.thalweg.streams.examples;

import io.thalweg.streams.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * One application: its topics, its topology, its input and how its results read.
 *
 * @param <K> the key of a result
 * @param <V> the result; a later one replaces an earlier one of the same key
 */
interface Example<K, V> {
  /** What {@code examples/run} calls it, and its application id after a prefix. */
  String name();

  /** One line on what it computes. */
  String summary();

  List<String> inputTopics();

  String outputTopic();

  Topology topology();

  /** All records to feed, in order, each with its topic and its time. */
  List<ProducerRecord<byte[], byte[]>> input(Path dataFolder) throws IOException;

  Deserializer<K> keyDeserializer();

  Deserializer<V> valueDeserializer();

  /** A result as it comes, on one line. */
  String line(K key, V value);

  /** The last results of all keys, as a table to read. */
  List<String> table(Map<K, V> results);
}
