package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.api.RecordMetadata;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.stores.user.TaskEnvironment;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** What stores that the user made can ask about the application. Owner: the task's thread. */
public record UserStoreEnvironment(
    StreamsConfig config, CurrentRecord current, StreamsMetrics metrics)
    implements TaskEnvironment {
  private record Origin(String topic, int partition, long offset) implements RecordMetadata {}

  @Override
  public String applicationId() {
    return config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    ConsumerRecord<byte[], byte[]> record = current.source();
    return record == null
        ? Optional.empty()
        : Optional.of(new Origin(record.topic(), record.partition(), record.offset()));
  }

  @Override
  public @Nullable Serde<?> keySerde() {
    return config.getClass(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG) == null
        ? null
        : config.defaultKeySerde();
  }

  @Override
  public @Nullable Serde<?> valueSerde() {
    return config.getClass(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG) == null
        ? null
        : config.defaultValueSerde();
  }

  /** As given, over the defaults. */
  @Override
  public Map<String, Object> configs() {
    Map<String, Object> all = new HashMap<>(config.values());
    all.putAll(config.originals());
    return Collections.unmodifiableMap(all);
  }

  @Override
  public boolean exactlyOnce() {
    return ThreadSettings.of(config).exactlyOnce();
  }
}
