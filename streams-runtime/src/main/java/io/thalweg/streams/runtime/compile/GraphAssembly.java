package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.Subtopology;
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
import io.thalweg.streams.runtime.operator.StreamTableJoinOperator;
import io.thalweg.streams.runtime.operator.TableMappingOperator;
import io.thalweg.streams.runtime.operator.TableSourceOperator;
import io.thalweg.streams.runtime.operator.TableToStreamOperator;
import io.thalweg.streams.runtime.operator.TableView;
import io.thalweg.streams.runtime.operator.VirtualTableSourceOperator;
import io.thalweg.streams.runtime.task.TaskGraph;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.layer.RowTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
  private final WindowAssembly windows;

  private final Map<String, Operator> made = new HashMap<>();

  /** What all tasks of a subtopology are made from. */
  record Materials(
      LogicalPlan plan,
      Subtopology subtopology,
      Serdes serdes,
      Lanes lanes,
      StreamsConfig config) {}

  GraphAssembly(Materials materials, OperatorContext context, TaskState state) {
    this.plan = materials.plan;
    this.subtopology = materials.subtopology;
    this.serdes = materials.serdes;
    this.lanes = materials.lanes;
    this.config = materials.config;
    this.sourceFormats = new SourceFormats(materials.serdes, materials.config);
    this.prefix = materials.config.getString(StreamsConfig.APPLICATION_ID_CONFIG) + "-";
    this.context = context;
    this.state = state;
    this.windows = new WindowAssembly(context, state, links());
  }

  private WindowAssembly.Links links() {
    return new WindowAssembly.Links() {
      @Override
      public Operator downstream(String node) {
        return GraphAssembly.this.downstream(node);
      }

      @Override
      public Lane lane(String node, String store, boolean sendOldValues) {
        return GraphAssembly.this.lane(node, store, sendOldValues);
      }
    };
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
        Operator operator =
            node instanceof SinkNode sink ? sink(sink) : operator((OperatorNode) node);
        made.put(node.name(), operator);
        operators.add(operator);
      }
    }
    Collections.reverse(operators);
    return new TaskGraph(sources::sourceOf, operators);
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
  private Operator downstream(String name) {
    List<String> children = plan.children().getOrDefault(name, List.of());
    if (children.isEmpty()) {
      return new Discard(name, context);
    }
    List<Operator> operators = children.stream().map(this::madeOperator).toList();
    return operators.size() == 1 ? operators.get(0) : new FanOut(name, context, operators);
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
    Set<String> stores = Set.copyOf(node.stores());
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
    } else if (spec instanceof OperatorSpec.PassThrough) {
      return next;
    } else if (spec instanceof OperatorSpec.Branch s) {
      return branch(name, s);
    } else if (spec instanceof OperatorSpec.RepartitionFilter) {
      return new RepartitionFilterOperator(name, context, next);
    } else if (spec instanceof OperatorSpec.TableToStream) {
      return new TableToStreamOperator(name, context, next);
    }
    return null;
  }

  private Operator branch(String name, OperatorSpec.Branch spec) {
    List<BranchOperator.Arm> arms = new ArrayList<>();
    for (OperatorSpec.Branch.Arm arm : spec.arms()) {
      arms.add(new BranchOperator.Arm(arm.predicate(), madeOperator(arm.child())));
    }
    return new BranchOperator(name, context, arms);
  }

  private Operator stateful(String name, OperatorSpec spec) {
    Operator next = downstream(name);
    if (spec instanceof OperatorSpec.StreamTableJoin s) {
      RawUse rawKey = keyUse(name, storeBehind(s.tableNode()));
      return new StreamTableJoinOperator(
          name, context, view(s.tableNode()), s.joiner(), s.left(), rawKey, next);
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
    Operator window = windows.operator(name, spec);
    return window != null ? window : table(name, spec, next);
  }

  private Operator table(String name, OperatorSpec spec, Operator next) {
    if (spec instanceof OperatorSpec.TableSource s) {
      return s.store() == null
          ? new VirtualTableSourceOperator(name, context, next)
          : new TableSourceOperator(
              name, context, rows(s.store()), lane(name, s.store(), s.sendOldValues()), next);
    } else if (spec instanceof OperatorSpec.TableFilter s) {
      RowMapping mapping = RowMapping.filter(s.predicate(), s.negate());
      return mappedTable(name, mapping, true, s.store(), s.sendOldValues());
    } else if (spec instanceof OperatorSpec.TableMapValues s) {
      return mappedTable(name, RowMapping.map(s.mapper()), false, s.store(), s.sendOldValues());
    }
    throw new IllegalStateException("No operator for " + spec.getClass().getSimpleName());
  }

  private Operator mappedTable(
      String name,
      RowMapping mapping,
      boolean filter,
      @Nullable String store,
      boolean sendOldValues) {
    Operator next = downstream(name);
    return store == null
        ? new TableMappingOperator(name, context, mapping, filter, sendOldValues, next)
        : new StoredTableMappingOperator(
            name, context, rows(store), mapping, filter, lane(name, store, sendOldValues), next);
  }

  private RowTable<Object, Object> rows(String store) {
    return state.table(store);
  }

  private Lane lane(String node, String store, boolean sendOldValues) {
    return new Lane(keyUse(node, store), sendOldValues);
  }

  private RawUse keyUse(String node, String store) {
    return lanes.into(node).key().reuse(serdes.storeKeySerializer(store));
  }

  private TableView view(String tableNode) {
    OperatorSpec spec = specOf(tableNode);
    String store = storeOf(spec);
    if (store != null) {
      return TableView.of(rows(store));
    }
    TableView parent = view(parentOf(tableNode));
    if (spec instanceof OperatorSpec.TableFilter s) {
      return parent.filtered(s.predicate(), s.negate());
    } else if (spec instanceof OperatorSpec.TableMapValues s) {
      return parent.mapped(s.mapper());
    }
    throw new IllegalStateException(tableNode + " is no table to be joined with");
  }

  private String storeBehind(String tableNode) {
    String store = storeOf(specOf(tableNode));
    return store != null ? store : storeBehind(parentOf(tableNode));
  }

  private static @Nullable String storeOf(OperatorSpec spec) {
    if (spec instanceof OperatorSpec.TableSource s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.TableFilter s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.TableMapValues s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.StreamAggregate s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.StreamReduce s) {
      return s.store();
    }
    return null;
  }

  private OperatorSpec specOf(String name) {
    if (plan.node(name) instanceof OperatorNode operator) {
      return operator.spec();
    }
    throw new IllegalStateException(name + " is no operator");
  }

  private String parentOf(String node) {
    for (Map.Entry<String, List<String>> parent : plan.children().entrySet()) {
      if (parent.getValue().contains(node)) {
        return parent.getKey();
      }
    }
    throw new IllegalStateException("Table " + node + " has neither a store nor a parent");
  }
}
