package io.thalweg.streams.query;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How far the input is processed: the last offset per topic and partition. Thread-safe. */
public class Position {
  private final ConcurrentHashMap<String, ConcurrentHashMap<Integer, Long>> offsets;

  private Position(ConcurrentHashMap<String, ConcurrentHashMap<Integer, Long>> offsets) {
    this.offsets = offsets;
  }

  /** Makes a position without any offset. */
  public static Position emptyPosition() {
    return new Position(new ConcurrentHashMap<>());
  }

  /** Makes a position from topic to partition to offset; null means empty. */
  public static Position fromMap(@Nullable Map<String, ? extends Map<Integer, Long>> map) {
    Position position = emptyPosition();
    if (map != null) {
      map.forEach(
          (topic, partitions) ->
              position.offsets.put(topic, new ConcurrentHashMap<Integer, Long>(partitions)));
    }
    return position;
  }

  /** Raises the offset of a partition in place; a lower one than known is ignored. */
  public Position withComponent(String topic, int partition, long offset) {
    offsets
        .computeIfAbsent(topic, name -> new ConcurrentHashMap<>())
        .merge(partition, offset, Math::max);
    return this;
  }

  /** Copies this position. */
  public Position copy() {
    return fromMap(offsets);
  }

  /** Raises each offset in place to that of {@code other}, if it is higher; null is ignored. */
  public Position merge(@Nullable Position other) {
    if (other != null) {
      other.offsets.forEach(
          (topic, partitions) ->
              partitions.forEach((partition, offset) -> withComponent(topic, partition, offset)));
    }
    return this;
  }

  /** The topics, read-only. */
  public Set<String> getTopics() {
    return Collections.unmodifiableSet(offsets.keySet());
  }

  /** The offset per partition of {@code topic}, read-only; empty if it is not known. */
  public Map<Integer, Long> getPartitionPositions(String topic) {
    ConcurrentHashMap<Integer, Long> partitions = offsets.get(topic);
    return partitions == null ? Map.of() : Collections.unmodifiableMap(partitions);
  }

  /** Whether there is no topic. */
  public boolean isEmpty() {
    return offsets.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Position that && offsets.equals(that.offsets);
  }

  /** Not supported, since the object is mutable. */
  @Override
  public int hashCode() {
    throw new UnsupportedOperationException("Position is mutable and can not be a hash key.");
  }

  @Override
  public String toString() {
    return "Position{position=" + offsets + '}';
  }
}
