package io.thalweg.streams;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/** The ids that brokers gave to the clients of an instance, for their metrics. */
public interface ClientInstanceIds {
  /**
   * The id of the admin client.
   *
   * @throws IllegalStateException if metrics push is off for it
   */
  Uuid adminInstanceId();

  /** The ids of the consumers, by their client id. */
  Map<String, Uuid> consumerInstanceIds();

  /** The ids of the producers, by their client id. */
  Map<String, Uuid> producerInstanceIds();
}
