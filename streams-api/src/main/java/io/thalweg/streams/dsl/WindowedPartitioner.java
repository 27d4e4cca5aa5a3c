package io.thalweg.streams.dsl;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.WindowedSerializer;
import io.thalweg.streams.processor.StreamPartitioner;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Keeps all windows of a key in the partition of the key itself. */
record WindowedPartitioner(WindowedSerializer<Object> serializer)
    implements StreamPartitioner<Windowed<Object>, Object> {

  /** A partitioner if keys are written as windowed keys, otherwise null. */
  static @Nullable StreamPartitioner<?, ?> ifWindowed(@Nullable Serializer<?> keySerializer) {
    return keySerializer instanceof WindowedSerializer<?> windowed
        ? new WindowedPartitioner(Erased.cast(windowed))
        : null;
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, Windowed<Object> key, Object value, int numPartitions) {
    byte[] bytes = serializer.serializeBaseKey(topic, key);
    return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % numPartitions));
  }
}
