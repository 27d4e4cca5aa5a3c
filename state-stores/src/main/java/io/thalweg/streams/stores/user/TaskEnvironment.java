package io.thalweg.streams.stores.user;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.api.RecordMetadata;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** What a task can tell stores that the user made about the application. Owner thread only. */
public interface TaskEnvironment {
  /** The application's id. */
  String applicationId();

  /** The origin of the record in hand; empty if there is none. */
  Optional<RecordMetadata> recordMetadata();

  /** The default key serde; null if none is configured. */
  @Nullable Serde<?> keySerde();

  /** The default value serde; null if none is configured. */
  @Nullable Serde<?> valueSerde();

  /** Where user code adds metrics. */
  StreamsMetrics metrics();

  /** All configs. */
  Map<String, Object> configs();

  /** Whether what an aborted transaction has written must not stay in any store. */
  boolean exactlyOnce();

  /** Of a task that no application runs, as in tests of stores. */
  static TaskEnvironment none() {
    return new NoEnvironment();
  }
}
