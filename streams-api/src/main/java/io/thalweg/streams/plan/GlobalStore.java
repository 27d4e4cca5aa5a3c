package io.thalweg.streams.plan;

/**
 * A store that every instance keeps whole, fed from all partitions of one topic. It belongs to no
 * subtopology, makes no tasks, and has no changelog but its topic.
 *
 * @param id its number among the subtopologies
 * @param source reads the topic
 * @param processor maintains the store
 * @param store the store's name
 */
public record GlobalStore(int id, SourceNode source, OperatorNode processor, String store) {
  /** The one topic. */
  public String topic() {
    return ((TopicSelection.Names) source.topics()).topics().get(0);
  }
}
