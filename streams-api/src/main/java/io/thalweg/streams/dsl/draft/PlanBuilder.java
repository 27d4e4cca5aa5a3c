package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.DslStoreFormat;
import io.thalweg.streams.TopologyDescription;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.RepartitionTopic;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.plan.Subtopology;
import io.thalweg.streams.plan.Wrapping;
import io.thalweg.streams.processor.api.ProcessorWrapper;
import io.thalweg.streams.state.BuiltInDslStoreSuppliers;
import io.thalweg.streams.state.DslStoreSuppliers;
import io.thalweg.streams.state.StoreBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A topology in the making: every addition is checked against what is there already. Not
 * thread-safe.
 */
public final class PlanBuilder {
  private final Map<String, PlanNode> nodes = new LinkedHashMap<>();
  private final Map<String, List<String>> children = new LinkedHashMap<>();
  private final Map<String, List<String>> parents = new HashMap<>();
  private final Map<String, Set<String>> storesOf = new LinkedHashMap<>();
  private final Map<String, StoreDraft> stores = new LinkedHashMap<>();
  private final Map<String, StoreBuilder<?>> builders = new HashMap<>();
  private final Map<String, RepartitionTopic> repartitionTopics = new LinkedHashMap<>();
  private final List<Set<String>> copartitionGroups = new ArrayList<>();
  private final Map<String, String> sourceTopicChangelogs = new LinkedHashMap<>();
  private final GlobalNodes globals = new GlobalNodes();
  private final SubscribedTopics subscribed = new SubscribedTopics();
  private final @Nullable Wrapper wrapper;

  /**
   * A topology without anything.
   *
   * @param wrapper wraps what is added; null if nothing does
   */
  public PlanBuilder(@Nullable ProcessorWrapper wrapper) {
    this.wrapper = wrapper == null ? null : new Wrapper(wrapper);
  }

  /**
   * Adds a source.
   *
   * @throws TopologyException if the name is taken or a topic is read by another source
   */
  public void addSource(SourceNode node) {
    checkNewName(node.name());
    subscribed.add(node.topics());
    register(node, List.of());
  }

  /**
   * Adds an operator below {@code parents}.
   *
   * @throws TopologyException if the name is taken, there is no parent, or a parent or a store is
   *     not there
   */
  public void addOperator(String name, OperatorSpec spec, List<String> parents, List<String> use) {
    Wrapping wrapping =
        wrapper == null || !Wrapper.concerns(spec) ? null : wrapper.operator(name, spec);
    add(new OperatorNode(name, spec, List.of(), wrapping), parents);
    if (wrapping != null) {
      bring(name, wrapping.stores());
    }
    connect(name, use);
  }

  /**
   * Adds user code below {@code parents}, with the stores that its supplier brings.
   *
   * @throws TopologyException as {@link #addOperator}
   */
  public void addProcessor(
      String name, OperatorSpec spec, List<String> parents, List<StoreBuilder<?>> brings) {
    Wrapper.Wrapped code =
        wrapper == null ? new Wrapper.Wrapped(spec, brings) : wrapper.user(name, spec);
    add(new OperatorNode(name, code.spec(), List.of(), null), parents);
    bring(name, code.stores());
  }

  private void add(OperatorNode node, List<String> parents) {
    checkNewName(node.name());
    checkParents(node.name(), parents);
    register(node, parents);
  }

  private void bring(String operator, List<StoreBuilder<?>> brought) {
    for (StoreBuilder<?> store : brought) {
      addStore(store);
      connect(operator, List.of(store.name()));
    }
  }

  /**
   * Adds a sink below {@code parents}.
   *
   * @throws TopologyException if the name is taken, there is no parent, or a parent is not there
   */
  public void addSink(SinkNode node, List<String> parents) {
    checkNewName(node.name());
    checkParents(node.name(), parents);
    register(node, parents);
  }

  /**
   * Adds a store, unless it is there already because operators share it.
   *
   * @throws TopologyException if another store has that name
   */
  @SuppressWarnings("ReferenceEquality") // another aggregation may ask for one that looks the same
  public void addStore(StoreDraft store) {
    globals.checkStoreIsNone(store.name());
    StoreDraft known = stores.putIfAbsent(store.name(), store);
    if (known != null && known != store) {
      throw new TopologyException(
          "A different StateStore has already been added with the name " + store.name());
    }
  }

  /**
   * Adds the store of a builder, once.
   *
   * @throws TopologyException if another store has that name
   */
  public void addStore(StoreBuilder<?> builder) {
    StoreBuilder<?> known = builders.putIfAbsent(builder.name(), builder);
    if (known != builder) {
      addStore(StoreDraft.built(builder));
    }
  }

  /**
   * Adds a store with its source and what fills it.
   *
   * @throws TopologyException if a name is taken or the topic is read by another source
   */
  public void addReadOnlyStore(
      SourceNode source, String processor, OperatorSpec spec, StoreDraft store) {
    addSource(source);
    checkNewName(processor);
    addStore(store);
    keeper(source, processor, spec, store);
  }

  /** Not wrapped, as Kafka Streams does not. */
  private void keeper(SourceNode source, String processor, OperatorSpec spec, StoreDraft store) {
    register(new OperatorNode(processor, spec, List.of(), null), List.of(source.name()));
    connect(processor, List.of(store.name()));
  }

  /**
   * Adds a global store with its source and what maintains it.
   *
   * @throws TopologyException if a name is taken or the topic is read by another source
   */
  public void addGlobalStore(
      SourceNode source, String processor, OperatorSpec spec, StoreDraft store) {
    if (source.name().equals(processor)) {
      throw new TopologyException("sourceName and processorName must be different.");
    }
    checkNewName(source.name());
    checkNewName(processor);
    addStore(store);
    addSource(source);
    keeper(source, processor, spec, store);
    globals.add(source.name(), processor, store.name());
  }

  /**
   * Lets an operator use stores.
   *
   * @throws TopologyException if the operator or a store is not there, the node is no operator, or
   *     no store is named
   */
  public void connectAll(String operator, Collection<String> use) {
    Objects.requireNonNull(operator, "processorName cannot be null");
    if (use.isEmpty()) {
      throw new TopologyException(
          "stateStoreNames cannot be empty: name what " + operator + " uses");
    }
    connect(operator, use);
  }

  /** As {@link #connectAll}, but there may be nothing to connect. */
  public void connect(String operator, Collection<String> use) {
    for (String store : use) {
      checkOperator(operator, store);
      Objects.requireNonNull(store, "state store name cannot be null");
      if (!stores.containsKey(store)) {
        throw new TopologyException("StateStore " + store + " is not added yet.");
      }
      globals.checkNotConnected(store);
      storesOf.computeIfAbsent(operator, any -> new LinkedHashSet<>()).add(store);
    }
  }

  private void checkOperator(String operator, String store) {
    PlanNode node = nodes.get(operator);
    if (node == null) {
      throw new TopologyException("Processor " + operator + " is not added yet.");
    }
    if (!(node instanceof OperatorNode)) {
      throw new TopologyException(
          "cannot connect a state store "
              + store
              + " to a source node or a sink node: "
              + operator
              + " is one.");
    }
  }

  public void addRepartitionTopic(RepartitionTopic topic) {
    repartitionTopics.put(topic.name(), topic);
  }

  public void copartition(Set<String> sources) {
    copartitionGroups.add(Set.copyOf(sources));
  }

  public void tableTopic(String store, String topic) {
    sourceTopicChangelogs.put(store, topic);
  }

  /**
   * The plan as it stands; stores left open get the engine that {@code configured} chooses and keep
   * what {@code format} says.
   */
  public LogicalPlan plan(DslStoreSuppliers configured, DslStoreFormat format) {
    List<PlanNode> finished = new ArrayList<>(nodes.size());
    for (PlanNode node : nodes.values()) {
      finished.add(finish(node));
    }
    Map<String, StoreSpec> resolved = new LinkedHashMap<>();
    stores.forEach((name, draft) -> resolved.put(name, draft.resolve(configured, format)));
    List<Subtopology> parts = Subtopologies.of(finished, children);
    return new LogicalPlan(
        globals.without(finished),
        children,
        resolved,
        repartitionTopics,
        copartitionGroups,
        sourceTopicChangelogs,
        new LogicalPlan.Parts(globals.others(parts), globals.among(parts)));
  }

  /** The plan as it stands, for people to read. */
  public TopologyDescription describe() {
    LogicalPlan plan = plan(BuiltInDslStoreSuppliers.ROCKS_DB, DslStoreFormat.TIMESTAMPED);
    return new PlanDescription(plan.subtopologies(), plan.globals(), Map.copyOf(parents));
  }

  private PlanNode finish(PlanNode node) {
    Set<String> use = storesOf.get(node.name());
    return use != null && node instanceof OperatorNode operator
        ? new OperatorNode(operator.name(), operator.spec(), List.copyOf(use), operator.wrapping())
        : node;
  }

  private void register(PlanNode node, List<String> above) {
    List<String> distinct = above.stream().distinct().toList();
    nodes.put(node.name(), node);
    children.put(node.name(), new ArrayList<>());
    parents.put(node.name(), distinct);
    for (String parent : distinct) {
      Objects.requireNonNull(children.get(parent)).add(node.name());
    }
  }

  private void checkNewName(String name) {
    Objects.requireNonNull(name, "name cannot be null");
    if (nodes.containsKey(name)) {
      throw new TopologyException("Processor " + name + " is already added.");
    }
  }

  private void checkParents(String name, List<String> parents) {
    if (parents.isEmpty()) {
      throw new TopologyException(
          "predecessorNames cannot be empty: " + name + " needs at least one parent");
    }
    for (String parent : parents) {
      Objects.requireNonNull(parent, "parent name cannot be null");
      if (parent.equals(name)) {
        throw new TopologyException("Parent node " + parent + " is unknown (self-reference).");
      }
      PlanNode node = nodes.get(parent);
      if (node == null) {
        throw new TopologyException(
            "Parent node " + parent + " is unknown: add it before " + name + ".");
      }
      globals.checkNoChild(parent, name);
      if (node instanceof SinkNode) {
        throw new TopologyException(
            "Sink " + parent + " cannot be used a parent of " + name + ": sinks have no children.");
      }
    }
  }
}
