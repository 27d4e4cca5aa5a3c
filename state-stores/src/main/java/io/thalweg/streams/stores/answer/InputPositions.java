package io.thalweg.streams.stores.answer;

import io.thalweg.streams.query.Position;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a task's input is in its stores. The owner tells it between slices of records, after the
 * stores have changed; whoever reads a position first and the stores then finds at least what the
 * position says.
 */
public final class InputPositions {
  private volatile Map<TopicPartition, Long> processed = Map.of(); // written by the owner
  private volatile Map<TopicPartition, Long> committed = Map.of(); // written by the owner

  /** The offset of the last record, by input partition, whose changes the stores have. */
  public void processed(Map<TopicPartition, Long> offsets) {
    processed = Map.copyOf(offsets);
  }

  /** All up to there is emitted, also from caches, and committed. */
  public void committed(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> reached = Map.copyOf(offsets);
    processed = reached;
    committed = reached;
  }

  /** How far records are processed. */
  Position processed() {
    return position(processed);
  }

  /** How far records are committed. */
  Position committed() {
    return position(committed);
  }

  private static Position position(Map<TopicPartition, Long> offsets) {
    Position position = Position.emptyPosition();
    offsets.forEach(
        (partition, offset) ->
            position.withComponent(partition.topic(), partition.partition(), offset));
    return position;
  }
}
