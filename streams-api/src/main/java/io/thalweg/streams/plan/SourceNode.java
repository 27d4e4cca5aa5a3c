package io.thalweg.streams.plan;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.processor.TimestampExtractor;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics into the plan. A null deserializer, extractor or reset policy means the
 * configuration's default.
 */
public record SourceNode(
    String name,
    TopicSelection topics,
    @Nullable Deserializer<?> keyDeserializer,
    @Nullable Deserializer<?> valueDeserializer,
    @Nullable TimestampExtractor timestampExtractor,
    @Nullable AutoOffsetReset offsetReset)
    implements PlanNode {}
