package io.thalweg.streams.spi;

import io.thalweg.streams.KafkaClientSupplier;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.LogicalPlan;
import org.apache.kafka.common.utils.Time;

/** The door to the runtime behind {@code KafkaStreams}. Implementations are stateless. */
public interface StreamsEngineProvider {
  /** Everything an instance is made of; {@code description} is the topology for humans. */
  record Request(
      LogicalPlan plan,
      String description,
      StreamsConfig config,
      KafkaClientSupplier clients,
      Time time) {}

  /**
   * Compiles the plan and builds an instance in state {@code CREATED}; nothing runs yet.
   *
   * @throws io.thalweg.streams.errors.StreamsException if plan and configuration do not fit
   */
  StreamsEngine create(Request request);
}
