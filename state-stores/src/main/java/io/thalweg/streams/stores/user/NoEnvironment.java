package io.thalweg.streams.stores.user;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.api.RecordMetadata;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** No application: no configs, no serdes, no metrics. */
record NoEnvironment() implements TaskEnvironment {
  @Override
  public String applicationId() {
    return "";
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return Optional.empty();
  }

  @Override
  public @Nullable Serde<?> keySerde() {
    return null;
  }

  @Override
  public @Nullable Serde<?> valueSerde() {
    return null;
  }

  @Override
  public StreamsMetrics metrics() {
    throw new IllegalStateException("There are no metrics: no application runs this task");
  }

  @Override
  public Map<String, Object> configs() {
    return Map.of();
  }

  @Override
  public boolean exactlyOnce() {
    return false;
  }
}
