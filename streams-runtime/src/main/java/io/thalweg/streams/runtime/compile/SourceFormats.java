package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.processor.FailOnInvalidTimestamp;
import io.thalweg.streams.processor.LogAndSkipOnInvalidTimestamp;
import io.thalweg.streams.processor.TimestampExtractor;
import io.thalweg.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import io.thalweg.streams.runtime.operator.SourceOperator;
import java.util.Set;

/** How each source reads its records. */
final class SourceFormats {
  /** Extractors that answer the record's own timestamp where it is valid. */
  private static final Set<Class<?>> RECORD_TIME =
      Set.of(
          FailOnInvalidTimestamp.class,
          LogAndSkipOnInvalidTimestamp.class,
          UsePartitionTimeOnInvalidTimestamp.class);

  private final Serdes serdes;
  private final StreamsConfig config;

  SourceFormats(Serdes serdes, StreamsConfig config) {
    this.serdes = serdes;
    this.config = config;
  }

  SourceOperator.Formats of(SourceNode source) {
    TimestampExtractor given = source.timestampExtractor();
    TimestampExtractor extractor = given != null ? given : config.defaultTimestampExtractor();
    return new SourceOperator.Formats(
        serdes.keyDeserializer(source),
        serdes.valueDeserializer(source),
        RECORD_TIME.contains(extractor.getClass()) ? null : extractor,
        extractor);
  }
}
