package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.RepartitionTopic;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.processor.FailOnInvalidTimestamp;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.state.StoreBuilder;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** One thing said in the language, immutable. Steps refer to nodes by name. */
public sealed interface Step {

  /** Writes the nodes, stores and topics of this step. */
  void write(PlanBuilder plan, Draft draft);

  /** The nodes directly above the node that this step makes. */
  default List<String> parents() {
    return List.of();
  }

  /** The same step below other nodes; {@code moved} maps each parent to the new one. */
  default Step below(UnaryOperator<String> moved) {
    return this;
  }

  /** Reads topics as a stream. */
  record Source(SourceNode node) implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      if (draft.isKept(this)) {
        plan.addSource(node);
      }
    }
  }

  /** Reads the topic of a table; never shared with another source. */
  record TableTopic(SourceNode node) implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.addSource(node);
    }
  }

  /** An operator below other nodes, with the stores it owns and those of others it uses. */
  record Operator(
      String name,
      OperatorSpec spec,
      List<String> parents,
      List<StoreDraft> owns,
      List<String> uses)
      implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      OperatorSpec written = draft.sendsOldValues(name) ? spec.withOldValues() : spec;
      List<String> above =
          TimeToLive.write(plan, name, draft.kept(parents), owns, draft.sendsOldValues(name));
      plan.addOperator(name, written, above, List.of());
      for (StoreDraft store : owns) {
        plan.addStore(store);
        plan.connect(name, List.of(store.name()));
      }
      plan.connect(name, uses);
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new Operator(name, spec, parents.stream().map(moved).toList(), owns, uses);
    }
  }

  /** User code, with the stores its supplier brings and those of others it uses. */
  record Processor(
      String name,
      OperatorSpec spec,
      String parent,
      List<StoreBuilder<?>> brings,
      List<String> uses)
      implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.addProcessor(name, spec, List.of(draft.kept(parent)), brings);
      plan.connect(name, uses);
    }

    @Override
    public List<String> parents() {
      return List.of(parent);
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new Processor(name, spec, moved.apply(parent), brings, uses);
    }
  }

  /** Splits a stream; the arms are known when the draft is written. */
  record Split(String name, String parent) implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      OperatorSpec spec = new OperatorSpec.Branch(draft.arms(name));
      plan.addOperator(name, spec, List.of(draft.kept(parent)), List.of());
    }

    @Override
    public List<String> parents() {
      return List.of(parent);
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new Split(name, moved.apply(parent));
    }
  }

  /**
   * Makes a table of a stream of updates.
   *
   * @param sourceTopic the topic that holds exactly the table's updates, if there is one
   */
  record Table(
      String name,
      String parent,
      StoreDraft store,
      boolean alwaysStored,
      @Nullable String sourceTopic)
      implements Step {
    /** A table whose rows do not live for ever has a store, and a changelog of its own. */
    public Table {
      if (store.spec().options().timeToLiveMs() > 0) {
        alwaysStored = true;
        sourceTopic = null;
      }
    }

    @Override
    public void write(PlanBuilder plan, Draft draft) {
      boolean stored = alwaysStored || draft.isMaterialized(name);
      String storeName = stored ? store.name() : null;
      boolean old = draft.sendsOldValues(name);
      OperatorSpec spec = new OperatorSpec.TableSource(storeName, old);
      List<String> above =
          TimeToLive.write(plan, name, List.of(draft.kept(parent)), List.of(store), old);
      plan.addOperator(name, spec, above, List.of());
      if (storeName != null) {
        plan.addStore(store);
        plan.connect(name, List.of(storeName));
        if (sourceTopic != null) {
          plan.tableTopic(storeName, sourceTopic);
        }
      }
    }

    @Override
    public List<String> parents() {
      return List.of(parent);
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new Table(name, moved.apply(parent), store, alwaysStored, sourceTopic);
    }
  }

  /** Joins two streams. */
  record StreamJoin(StreamJoinNodes nodes) implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      nodes.write(plan, draft);
    }

    @Override
    public List<String> parents() {
      return List.of(nodes.left().parent(), nodes.right().parent());
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new StreamJoin(nodes.below(moved));
    }
  }

  /** Writes to a topic. */
  record Sink(SinkNode node, String parent) implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.addSink(node, List.of(draft.kept(parent)));
    }

    @Override
    public List<String> parents() {
      return List.of(parent);
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new Sink(node, moved.apply(parent));
    }
  }

  /**
   * Sends a stream through an internal topic.
   *
   * @param asked whether the user asked for it, rather than an operator below that needs it
   */
  record Repartition(
      String parent,
      Hop hop,
      Serdes serdes,
      @Nullable StreamPartitioner<?, ?> partitioner,
      boolean asked)
      implements Step {

    /**
     * The topic and the nodes around it.
     *
     * @param given whether the user gave the topic's name, or that of the store it leads to
     */
    record Hop(
        String topic,
        String filter,
        String sink,
        String source,
        OptionalInt partitions,
        boolean given) {}

    /** Null means the configuration's default. */
    record Serdes(@Nullable Serde<?> key, @Nullable Serde<?> value) {
      SinkNode sink(String name, String topic, @Nullable StreamPartitioner<?, ?> partitioner) {
        return new SinkNode(
            name,
            new SinkNode.Target.Topic(topic),
            key == null ? null : key.serializer(),
            value == null ? null : value.serializer(),
            partitioner);
      }

      SourceNode source(String name, String topic) {
        return new SourceNode(
            name,
            new TopicSelection.Names(List.of(topic)),
            key == null ? null : key.deserializer(),
            value == null ? null : value.deserializer(),
            new FailOnInvalidTimestamp(),
            null);
      }
    }

    @Override
    public List<String> parents() {
      return List.of(parent);
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new Repartition(moved.apply(parent), hop, serdes, partitioner, asked);
    }

    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.addRepartitionTopic(new RepartitionTopic(hop.topic(), hop.partitions(), false));
      plan.addOperator(
          hop.filter(),
          new OperatorSpec.RepartitionFilter(draft.takesNullKeys(hop.source())),
          List.of(draft.kept(parent)),
          List.of());
      plan.addSink(serdes.sink(hop.sink(), hop.topic(), partitioner), List.of(hop.filter()));
      plan.addSource(serdes.source(hop.source(), hop.topic()));
    }
  }

  /** Sends changes of a table through an internal topic; never shared with another table's. */
  record ChangeTopic(
      String parent, String topic, String sink, String source, Repartition.Serdes serdes)
      implements Step {
    @Override
    public List<String> parents() {
      return List.of(parent);
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new ChangeTopic(moved.apply(parent), topic, sink, source, serdes);
    }

    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.addRepartitionTopic(new RepartitionTopic(topic, OptionalInt.empty(), true));
      plan.addSink(serdes.sink(sink, topic, null), List.of(draft.kept(parent)));
      plan.addSource(serdes.source(source, topic));
    }
  }

  /** Sends what some nodes make through an internal topic, as it is. */
  record Hop(InternalHop topic, List<String> parents) implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.addRepartitionTopic(new RepartitionTopic(topic.name(), OptionalInt.empty(), false));
      plan.addSink(topic.sink(), draft.kept(parents));
      plan.addSource(topic.source());
    }

    @Override
    public Step below(UnaryOperator<String> moved) {
      return new Hop(topic, parents.stream().map(moved).toList());
    }
  }

  /** A store that every instance keeps whole. */
  record Global(SourceNode source, String processor, OperatorSpec spec, StoreDraft store)
      implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.addGlobalStore(source, processor, spec, store);
    }
  }

  /** A store for processors to use. */
  record Store(StoreBuilder<?> builder) implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.addStore(builder);
    }
  }

  /** Requires equal partition counts of all that these sources read. */
  record Copartition(Set<String> sources) implements Step {
    @Override
    public void write(PlanBuilder plan, Draft draft) {
      plan.copartition(draft.keptSet(sources));
    }
  }
}
