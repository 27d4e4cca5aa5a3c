package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.plan.Subtopology;
import io.thalweg.streams.plan.Wrapping;
import io.thalweg.streams.runtime.operator.AggregateOperator;
import io.thalweg.streams.runtime.operator.AnyKeyProcessorOperator;
import io.thalweg.streams.runtime.operator.BranchOperator;
import io.thalweg.streams.runtime.operator.Discard;
import io.thalweg.streams.runtime.operator.FanOut;
import io.thalweg.streams.runtime.operator.FilterOperator;
import io.thalweg.streams.runtime.operator.FixedKeyProcessorOperator;
import io.thalweg.streams.runtime.operator.FlatMapPairsOperator;
import io.thalweg.streams.runtime.operator.FlatMapValuesOperator;
import io.thalweg.streams.runtime.operator.Fold;
import io.thalweg.streams.runtime.operator.ForeachOperator;
import io.thalweg.streams.runtime.operator.HeldHeaders;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.MapPairOperator;
import io.thalweg.streams.runtime.operator.MapValuesOperator;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.PeekOperator;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.RepartitionFilterOperator;
import io.thalweg.streams.runtime.operator.RowMapping;
import io.thalweg.streams.runtime.operator.SelectKeyOperator;
import io.thalweg.streams.runtime.operator.SinkOperator;
import io.thalweg.streams.runtime.operator.SourceOperator;
import io.thalweg.streams.runtime.operator.StoredTableMappingOperator;
import io.thalweg.streams.runtime.operator.TableMappingOperator;
import io.thalweg.streams.runtime.operator.TableSourceOperator;
import io.thalweg.streams.runtime.operator.TableToStreamOperator;
import io.thalweg.streams.runtime.operator.VirtualTableSourceOperator;
import io.thalweg.streams.runtime.operator.join.StreamTableJoinOperator;
import io.thalweg.streams.runtime.operator.table.VersionlessOperator;
import io.thalweg.streams.runtime.task.GlobalStores;
import io.thalweg.streams.runtime.task.TaskGraph;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.layer.RowTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Links the operators of one task, from the leaves up, so that every link is final. */
final class GraphAssembly {
  private final LogicalPlan plan;
  private final Subtopology subtopology;
  private final Serdes serdes;
  private final SourceFormats sourceFormats;
  private final Lanes lanes;
  private final OperatorContext context;
  private final TaskState state;
  private final StreamsConfig config;
  private final String prefix;
  private final GlobalStores globals;
  private final WindowAssembly windows;

  private final TableViews views;
  private final TableAssembly tables;
  private final ForeignKeyAssembly foreignKeys;

  private final JoinAssembly joins;
  private final Map<String, Operator> made = new HashMap<>();
  private final Map<String, HeldHeaders> heldHeaders = new HashMap<>(); // by store
  private final List<Operator> beside = new ArrayList<>();
  private final WrappedAssembly wrapped;

  /** What all tasks of a subtopology are made from. */
  record Materials(
      LogicalPlan plan,
      Subtopology subtopology,
      Serdes serdes,
      Lanes lanes,
      StreamsConfig config,
      GlobalStores globals) {

    /** What the full names of internal topics begin with. */
    String prefix() {
      return config.getString(StreamsConfig.APPLICATION_ID_CONFIG) + "-";
    }

    /** The topic that serves as a store's changelog. */
    String changelog(String store) {
      String applicationId = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
      return new GroupTopics(plan, applicationId).changelog(store);
    }
  }

  GraphAssembly(Materials materials, OperatorContext context, TaskState state) {
    this.plan = materials.plan;
    this.subtopology = materials.subtopology;
    this.serdes = materials.serdes;
    this.lanes = materials.lanes;
    this.config = materials.config;
    this.sourceFormats = new SourceFormats(materials.serdes, materials.config);
    this.prefix = materials.prefix();
    this.globals = materials.globals;
    this.context = context;
    this.wrapped = new WrappedAssembly(context);
    this.state = state;
    this.views = new TableViews(this);
    this.joins = new JoinAssembly(materials, context, state, views);
    this.foreignKeys = new ForeignKeyAssembly(materials, context, state, views);
    this.tables = new TableAssembly(this, views, materials.config);
    this.windows = new WindowAssembly(this);
  }

  OperatorContext context() {
    return context;
  }

  TaskState state() {
    return state;
  }

  Serdes serdes() {
    return serdes;
  }

  StreamsConfig config() {
    return config;
  }

  WindowAssembly windows() {
    return windows;
  }

  /** The topic for which the rows of a store are serialized. */
  String changelog(String store) {
    return prefix + store + "-changelog";
  }

  /** Lets something that no record passes live and die with the operators. */
  <T extends Operator> T beside(T operator) {
    beside.add(operator);
    return operator;
  }

  TaskGraph link() {
    List<PlanNode> upwards = new ArrayList<>(subtopology.nodes());
    Collections.reverse(upwards);
    List<Operator> operators = new ArrayList<>();
    SourceTable sources = new SourceTable(plan.repartitionTopics().keySet(), prefix);
    for (PlanNode node : upwards) {
      if (node instanceof SourceNode source) {
        sources.add(source, sourceOperator(source));
      } else {
        List<Operator> parts =
            node instanceof SinkNode sink ? List.of(sink(sink)) : parts((OperatorNode) node);
        made.put(node.name(), entrance(node, parts.get(0)));
        operators.addAll(0, parts);
      }
    }
    operators.addAll(beside);
    return new TaskGraph(sources::sourceOf, operators);
  }

  /** What the parents of a node call. */
  private Operator entrance(PlanNode node, Operator first) {
    boolean counted =
        node instanceof OperatorNode
            && plan.children().getOrDefault(node.name(), List.of()).isEmpty();
    return counted ? new Terminus(node.name(), context, first) : first;
  }

  /** What a node becomes, the first part above the others. */
  private List<Operator> parts(OperatorNode node) {
    Wrapping wrapping = node.wrapping();
    return wrapping == null
        ? List.of(operator(node))
        : wrapped.around(node, wrapping, new Surroundings());
  }

  /** What the assembly of a wrapped operator asks for. */
  private final class Surroundings implements WrappedAssembly.Surroundings {
    @Override
    public Operator assemble(OperatorNode node) {
      return operator(node);
    }

    @Override
    public Operator downstream(String node) {
      return GraphAssembly.this.downstream(node);
    }

    @Override
    public List<String> children(String node) {
      return plan.children().getOrDefault(node, List.of());
    }

    @Override
    public Operator child(String child) {
      return madeOperator(child);
    }
  }

  private SourceOperator sourceOperator(SourceNode source) {
    return new SourceOperator(
        source.name(),
        context,
        sourceFormats.of(source),
        config.deserializationExceptionHandler(),
        downstream(source.name()));
  }

  /** What follows a node, as one operator. */
  Operator downstream(String name) {
    Operator exit = wrapped.exit(name, null);
    if (exit != null) {
      return exit;
    }
    List<String> children =
        plan.children().getOrDefault(name, List.of()).stream()
            .filter(child -> !isForLateRecords(child))
            .toList();
    if (children.isEmpty()) {
      return new Discard(name, context);
    }
    List<Operator> operators = children.stream().map(this::madeOperator).toList();
    return operators.size() == 1 ? operators.get(0) : new FanOut(name, context, operators);
  }

  /** One of several that follow a node. */
  private Operator child(String name, String child) {
    Operator exit = wrapped.exit(name, child);
    return exit != null ? exit : madeOperator(child);
  }

  private Operator madeOperator(String name) {
    Operator operator = made.get(name);
    if (operator == null) {
      throw new IllegalStateException("Plan order: " + name + " stands before its parent");
    }
    return operator;
  }

  private Operator sink(SinkNode sink) {
    Serializer<Object> key = serdes.keySerializer(sink);
    Serializer<Object> value = serdes.valueSerializer(sink);
    Lanes.Lane lane = lanes.into(sink.name());
    return new SinkOperator(
        sink.name(),
        context,
        Destinations.of(sink, plan.repartitionTopics().keySet(), prefix),
        new SinkOperator.Formats(key, value, lane.key().reuse(key), lane.value().reuse(value)));
  }

  private Operator operator(OperatorNode node) {
    OperatorSpec spec = node.spec();
    Operator stateless = stateless(node.name(), spec);
    if (stateless != null) {
      return stateless;
    }
    Operator user = userProcessor(node, spec);
    return user != null ? user : stateful(node.name(), spec);
  }

  private @Nullable Operator userProcessor(OperatorNode node, OperatorSpec spec) {
    String name = node.name();
    Set<String> stores = new HashSet<>(node.stores());
    stores.addAll(globals.names());
    Map<String, Operator> children = new LinkedHashMap<>();
    for (String child : plan.children().getOrDefault(name, List.of())) {
      children.put(child, madeOperator(child));
    }
    if (spec instanceof OperatorSpec.UserProcess s) {
      return new AnyKeyProcessorOperator(
          name, context, s.supplier(), stores, children, downstream(name));
    } else if (spec instanceof OperatorSpec.UserProcessValues s) {
      return new FixedKeyProcessorOperator(
          name, context, s.supplier(), stores, children, downstream(name));
    }
    return null;
  }

  private @Nullable Operator stateless(String name, OperatorSpec spec) {
    Operator next = downstream(name);
    if (spec instanceof OperatorSpec.Filter s) {
      return new FilterOperator(name, context, s.predicate(), s.negate(), next);
    } else if (spec instanceof OperatorSpec.MapPair s) {
      return new MapPairOperator(name, context, s.mapper(), next);
    } else if (spec instanceof OperatorSpec.MapValues s) {
      return new MapValuesOperator(name, context, s.mapper(), next);
    } else if (spec instanceof OperatorSpec.FlatMapPairs s) {
      return new FlatMapPairsOperator(name, context, s.mapper(), next);
    } else if (spec instanceof OperatorSpec.FlatMapValues s) {
      return new FlatMapValuesOperator(name, context, s.mapper(), next);
    } else if (spec instanceof OperatorSpec.SelectKey s) {
      return new SelectKeyOperator(name, context, s.mapper(), next);
    } else if (spec instanceof OperatorSpec.Peek s) {
      return s.forwards()
          ? new PeekOperator(name, context, s.action(), next)
          : new ForeachOperator(name, context, s.action());
    } else if (spec instanceof OperatorSpec.PassThrough
        || spec instanceof OperatorSpec.LateRecords) {
      return next;
    } else if (spec instanceof OperatorSpec.Branch s) {
      return branch(name, s);
    } else if (spec instanceof OperatorSpec.RepartitionFilter s) {
      return s.takesNullKeys() ? next : new RepartitionFilterOperator(name, context, next);
    } else if (spec instanceof OperatorSpec.TableToStream) {
      return new TableToStreamOperator(name, context, next);
    }
    return null;
  }

  private Operator branch(String name, OperatorSpec.Branch spec) {
    List<BranchOperator.Arm> arms = new ArrayList<>();
    for (OperatorSpec.Branch.Arm arm : spec.arms()) {
      arms.add(new BranchOperator.Arm(arm.predicate(), child(name, arm.child())));
    }
    return new BranchOperator(name, context, arms);
  }

  private Operator stateful(String name, OperatorSpec spec) {
    Operator next = downstream(name);
    if (spec instanceof OperatorSpec.StreamTableJoin s) {
      RawUse rawKey = views.keyUse(name, s.tableNode());
      return new StreamTableJoinOperator(
          name, context, views.of(s.tableNode()), s.joiner(), s.left(), rawKey, next);
    } else if (spec instanceof OperatorSpec.StreamAggregate s) {
      return new AggregateOperator(
          name,
          context,
          rows(s.store()),
          Fold.of(s.initializer(), s.aggregator()),
          lane(name, s.store(), s.sendOldValues()),
          next);
    } else if (spec instanceof OperatorSpec.StreamReduce s) {
      return new AggregateOperator(
          name,
          context,
          rows(s.store()),
          Fold.of(s.reducer()),
          lane(name, s.store(), s.sendOldValues()),
          next);
    }
    Operator join = joins.operator(name, spec, next);
    if (join != null) {
      return join;
    }
    Operator window = windows.operator(name, spec);
    if (window != null) {
      return window;
    }
    Operator extra = new ExtraAssembly(this, serdes).operator(name, spec, next);
    if (extra != null) {
      return extra;
    }
    Operator foreign = foreign(name, spec, next);
    return foreign != null ? foreign : table(name, spec, versions(name, spec, next));
  }

  private @Nullable Operator foreign(String name, OperatorSpec spec, Operator next) {
    return foreignKeys.operator(name, spec, next);
  }

  /** Takes care that versions of a table end where its rows are told to be kept. */
  private Operator versions(String name, OperatorSpec spec, Operator next) {
    boolean ends =
        spec instanceof OperatorSpec.DerivedTable derived
            && derived.store() == null
            && !derived.inheritsVersions()
            && views.versioned(parentOf(name));
    return ends ? new VersionlessOperator(name, context, next) : next;
  }

  private Operator table(String name, OperatorSpec spec, Operator next) {
    if (spec instanceof OperatorSpec.TableSource s) {
      return s.store() == null
          ? new VirtualTableSourceOperator(name, context, next)
          : new TableSourceOperator(
              name, context, rows(s.store()), lane(name, s.store(), s.sendOldValues()), next);
    } else if (spec instanceof OperatorSpec.TableFilter s) {
      RowMapping mapping = RowMapping.filter(s.predicate(), s.negate());
      boolean quiet = !views.versioned(parentOf(name));
      return mappedTable(name, mapping, quiet, s.store(), s.sendOldValues(), next);
    } else if (spec instanceof OperatorSpec.TableMapValues s) {
      RowMapping mapping = RowMapping.map(s.mapper());
      return mappedTable(name, mapping, false, s.store(), s.sendOldValues(), next);
    }
    Operator made = tables.operator(name, spec, next);
    if (made == null) {
      throw new IllegalStateException("No operator for " + spec.getClass().getSimpleName());
    }
    return made;
  }

  private Operator mappedTable(
      String name,
      RowMapping mapping,
      boolean quiet,
      @Nullable String store,
      boolean sendOldValues,
      Operator next) {
    return store == null
        ? new TableMappingOperator(name, context, mapping, quiet, sendOldValues, next)
        : new StoredTableMappingOperator(
            name, context, rows(store), mapping, quiet, lane(name, store, sendOldValues), next);
  }

  RowTable<Object, Object> rows(String store) {
    return state.table(store);
  }

  Lane lane(String node, String store, boolean sendOldValues) {
    return new Lane(
        keyUse(node, store),
        sendOldValues,
        late(node),
        heldHeaders.computeIfAbsent(store, unused -> new HeldHeaders()),
        null);
  }

  /** What takes the records that an aggregation drops for being late, if there is something. */
  private @Nullable Operator late(String node) {
    return plan.children().getOrDefault(node, List.of()).stream()
        .filter(this::isForLateRecords)
        .findFirst()
        .map(this::madeOperator)
        .orElse(null);
  }

  private boolean isForLateRecords(String node) {
    return plan.node(node) instanceof OperatorNode operator
        && operator.spec() instanceof OperatorSpec.LateRecords;
  }

  RawUse keyUse(String node, String store) {
    return lanes.into(node).key().reuse(serdes.storeKeySerializer(store));
  }

  OperatorSpec specOf(String name) {
    if (plan.node(name) instanceof OperatorNode operator) {
      return operator.spec();
    }
    throw new IllegalStateException(name + " is no operator");
  }

  /** The stores that an operator may use. */
  Set<String> storesOf(String name) {
    return plan.node(name) instanceof OperatorNode operator
        ? Set.copyOf(operator.stores())
        : Set.of();
  }

  boolean versioned(String store) {
    return serdes.store(store).kind() == StoreSpec.Kind.VERSIONED;
  }

  String parentOf(String node) {
    for (Map.Entry<String, List<String>> parent : plan.children().entrySet()) {
      if (parent.getValue().contains(node)) {
        return parent.getKey();
      }
    }
    throw new IllegalStateException("Table " + node + " has neither a store nor a parent");
  }
}
