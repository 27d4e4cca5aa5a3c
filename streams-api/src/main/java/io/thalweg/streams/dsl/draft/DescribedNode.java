package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.TopologyDescription;
import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.processor.TopicNameExtractor;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node of a description, linked to its neighbours. */
abstract sealed class DescribedNode implements TopologyDescription.Node {
  /** Those with most below them first, then by name. */
  static final Comparator<TopologyDescription.Node> ORDER =
      Comparator.comparingInt((TopologyDescription.Node node) -> -((DescribedNode) node).weight)
          .thenComparing(TopologyDescription.Node::name);

  private final String name;
  private final Set<TopologyDescription.Node> predecessors = new TreeSet<>(ORDER);
  private final Set<TopologyDescription.Node> successors = new TreeSet<>(ORDER);
  private int weight = 1;

  private DescribedNode(String name) {
    this.name = name;
  }

  static DescribedNode of(PlanNode node) {
    if (node instanceof SourceNode source) {
      return new Source(source);
    }
    return node instanceof SinkNode sink ? new Sink(sink) : new Processor((OperatorNode) node);
  }

  /** Makes this a parent of {@code child}. */
  void link(DescribedNode child) {
    child.predecessors.add(this);
    successors.add(child);
    grow(child.weight);
  }

  private void grow(int by) {
    weight += by;
    for (TopologyDescription.Node parent : predecessors) {
      ((DescribedNode) parent).grow(by);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<TopologyDescription.Node> predecessors() {
    return Collections.unmodifiableSet(predecessors);
  }

  @Override
  public Set<TopologyDescription.Node> successors() {
    return Collections.unmodifiableSet(successors);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  String links() {
    String below = successors.isEmpty() ? "none" : names(successors);
    return "\n      --> " + below;
  }

  String backLinks() {
    return "\n      <-- " + names(predecessors);
  }

  private static String names(Set<TopologyDescription.Node> nodes) {
    return nodes.stream().map(TopologyDescription.Node::name).collect(Collectors.joining(", "));
  }

  /** A source. */
  static final class Source extends DescribedNode implements TopologyDescription.Source {
    private final TopicSelection topics;

    private Source(SourceNode node) {
      super(node.name());
      this.topics = node.topics();
    }

    @Override
    public @Nullable Set<String> topicSet() {
      return topics instanceof TopicSelection.Names list ? new HashSet<>(list.topics()) : null;
    }

    @Override
    public @Nullable Pattern topicPattern() {
      return topics instanceof TopicSelection.Matching matching ? matching.pattern() : null;
    }

    @Override
    public String toString() {
      Set<String> names = topicSet();
      String text = names != null ? names.toString() : String.valueOf(topicPattern());
      return "Source: " + name() + " (topics: " + text + ")" + links();
    }
  }

  /** An operator. */
  static final class Processor extends DescribedNode implements TopologyDescription.Processor {
    private final List<String> stores;

    private Processor(OperatorNode node) {
      super(node.name());
      this.stores = node.stores();
    }

    @Override
    public Set<String> stores() {
      return new HashSet<>(stores); // the order in which Kafka Streams prints them
    }

    @Override
    public String toString() {
      return "Processor: " + name() + " (stores: " + stores() + ")" + links() + backLinks();
    }
  }

  /** A sink. */
  static final class Sink extends DescribedNode implements TopologyDescription.Sink {
    private final SinkNode.Target target;

    private Sink(SinkNode node) {
      super(node.name());
      this.target = node.target();
    }

    @Override
    public @Nullable String topic() {
      return target instanceof SinkNode.Target.Topic topic ? topic.name() : null;
    }

    @Override
    public @Nullable TopicNameExtractor<?, ?> topicNameExtractor() {
      return target instanceof SinkNode.Target.Extracted chosen ? chosen.extractor() : null;
    }

    @Override
    public String toString() {
      String text =
          topic() != null ? "topic: " + topic() : "extractor class: " + topicNameExtractor();
      return "Sink: " + name() + " (" + text + ")" + backLinks();
    }
  }
}
