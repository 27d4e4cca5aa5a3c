package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.processor.TopicNameExtractor;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.SinkOperator.Destination;
import java.util.Set;

/** Where each sink writes to. */
final class Destinations {
  private Destinations() {}

  @SuppressWarnings("unchecked") // the DSL has checked the types
  static Destination of(SinkNode sink, Set<String> repartitionTopics, String prefix) {
    StreamPartitioner<Object, Object> partitioner =
        (StreamPartitioner<Object, Object>) sink.partitioner();
    if (sink.target() instanceof SinkNode.Target.Topic topic) {
      String name = topic.name();
      return new Destination(
          repartitionTopics.contains(name) ? prefix + name : name, null, partitioner);
    }
    TopicNameExtractor<Object, Object> extractor =
        (TopicNameExtractor<Object, Object>)
            ((SinkNode.Target.Extracted) sink.target()).extractor();
    return new Destination(
        null,
        (key, value, context) -> extractor.extract(Given.to(key), Given.to(value), context),
        partitioner);
  }
}
