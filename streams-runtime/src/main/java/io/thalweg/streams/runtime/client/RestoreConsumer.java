package io.thalweg.streams.runtime.client;

import io.thalweg.streams.StreamsConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How restore consumers read, where the user says nothing: large batches, since each is one write,
 * and no more fetched ahead than a small heap can bear.
 */
final class RestoreConsumer {
  private static final int BATCH_RECORDS = 5_000;
  private static final long LEAST_FETCH_BYTES = 1 << 20;
  private static final long MOST_FETCH_BYTES = 32 << 20;
  private static final int HEAP_SHARE = 32;

  private RestoreConsumer() {}

  /** The complete configuration. */
  static Map<String, Object> configs(StreamsConfig config, String clientId, long heapBytes) {
    Map<String, Object> configs = new HashMap<>(config.getRestoreConsumerConfigs(clientId));
    long fetch = Math.max(LEAST_FETCH_BYTES, Math.min(MOST_FETCH_BYTES, heapBytes / HEAP_SHARE));
    offer(configs, config, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH_RECORDS);
    offer(configs, config, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int) fetch);
    offer(configs, config, ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
    return configs;
  }

  private static void offer(
      Map<String, Object> configs, StreamsConfig config, String key, Object value) {
    Map<String, Object> given = config.originals();
    if (!given.containsKey(key)
        && !given.containsKey(StreamsConfig.CONSUMER_PREFIX + key)
        && !given.containsKey(StreamsConfig.RESTORE_CONSUMER_PREFIX + key)) {
      configs.put(key, value);
    }
  }
}
