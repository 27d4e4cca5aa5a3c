package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.processor.StreamPartitioner;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Adds the way through a repartition topic below a flow. */
public final class Repartitions {
  private Repartitions() {}

  /** What may be asked for besides names. */
  public record Wish(
      @Nullable Integer partitions,
      @Nullable StreamPartitioner<?, ?> partitioner,
      boolean asked,
      boolean given) {
    /** Nothing is asked for: an operator needs the topic, whose name may have been given. */
    public static Wish none(boolean given) {
      return new Wish(null, null, false, given);
    }
  }

  /**
   * Sends a flow through the topic {@code <name>-repartition}; the nodes around it have that name
   * too unless it is a generated one.
   *
   * @return the flow as it is read back
   */
  public static Flow add(Draft draft, Flow flow, String name, Wish wish) {
    boolean named = !Names.looksGenerated(name);
    String topic = name + "-repartition";
    Names names = draft.names();
    String sink = names.node(named ? topic + "-sink" : null, "KSTREAM-SINK-");
    String filter = names.node(named ? topic + "-filter" : null, "KSTREAM-FILTER-");
    String source = names.node(named ? topic + "-source" : null, "KSTREAM-SOURCE-");
    Integer partitions = wish.partitions();
    OptionalInt count = partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
    draft.add(
        new Step.Repartition(
            flow.node(),
            new Step.Repartition.Hop(topic, filter, sink, source, count, wish.given()),
            new Step.Repartition.Serdes(flow.keySerde(), flow.valueSerde()),
            wish.partitioner(),
            wish.asked()));
    return flow.from(source);
  }

  /** Sends changes of a table, with new keys and serdes of {@code flow}, through a topic. */
  public static void addChanges(Draft draft, Flow flow, String topic, String sink, String source) {
    draft.add(
        new Step.ChangeTopic(
            flow.node(),
            topic,
            sink,
            source,
            new Step.Repartition.Serdes(flow.keySerde(), flow.valueSerde())));
  }

  /** As {@link #add}; a join without a name uses the topic of the stream's latest join. */
  public static Flow forJoin(Draft draft, Flow flow, @Nullable String name) {
    String known = draft.repartitionSource(flow.node());
    if (name == null && known != null) {
      burnIndices(draft.names());
      return flow.from(known);
    }
    Flow read = add(draft, flow, name != null ? name : flow.node(), Wish.none(name != null));
    draft.rememberRepartition(flow.node(), read.node());
    return read;
  }

  /** Uses up the indices that a new topic would take, so that later names stay as they were. */
  public static void burnIndices(Names names) {
    names.node("KSTREAM-SINK-");
    names.node("KSTREAM-FILTER-");
    names.node("KSTREAM-SOURCE-");
  }
}
