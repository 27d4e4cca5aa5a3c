package io.thalweg.streams.plan;

import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.processor.TopicNameExtractor;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a topic. A null serializer means the configuration's default; a null partitioner means
 * the producer's default over the serialized key.
 */
public record SinkNode(
    String name,
    Target target,
    @Nullable Serializer<?> keySerializer,
    @Nullable Serializer<?> valueSerializer,
    @Nullable StreamPartitioner<?, ?> partitioner)
    implements PlanNode {

  /** Where the records go. */
  public sealed interface Target {
    /** One topic; a repartition topic stands here without the application id prefix. */
    record Topic(String name) implements Target {}

    /** The topic is chosen per record. */
    record Extracted(TopicNameExtractor<?, ?> extractor) implements Target {}
  }
}
