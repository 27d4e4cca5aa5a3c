package io.thalweg.streams.runtime.task;

/** Where task blueprints come from. Safe from any thread. */
public interface Blueprints {
  /**
   * The blueprint of a subtopology.
   *
   * @throws org.apache.kafka.common.KafkaException if the configuration lacks what it needs, such
   *     as a default serde
   */
  TaskBlueprint of(int subtopology);
}
