package io.thalweg.streams.testing;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What an application has written and a test has not taken yet, by topic. */
public final class Written {
  private final Map<String, Queue<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
  private final Set<String> topics = new LinkedHashSet<>();

  /** A record was written. */
  public void add(ConsumerRecord<byte[], byte[]> record) {
    topics.add(record.topic());
    queue(record.topic()).add(record);
  }

  private Queue<ConsumerRecord<byte[], byte[]>> queue(String topic) {
    return records.computeIfAbsent(topic, name -> new ArrayDeque<>());
  }

  /** The next record written to a topic and not taken, or null. */
  public @Nullable ConsumerRecord<byte[], byte[]> take(String topic) {
    return queue(topic).poll();
  }

  /** Records written to a topic and not taken. */
  public int size(String topic) {
    return queue(topic).size();
  }

  /** The topics that were written to, in the order of their first records. */
  public Set<String> topics() {
    return Collections.unmodifiableSet(topics);
  }
}
