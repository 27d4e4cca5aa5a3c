package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.Subtopology;
import java.util.HashMap;
import java.util.Map;

/**
 * For each node, in which format the raw key and value travel beside what it passes on; {@link
 * WireFormat#OTHER} where the raw bytes no longer stand for the object.
 */
final class Lanes {
  private final Map<String, Lane> out = new HashMap<>();
  private final Map<String, Lane> in = new HashMap<>();

  /** Formats of raw key and value. */
  record Lane(WireFormat key, WireFormat value) {
    static final Lane NONE = new Lane(WireFormat.OTHER, WireFormat.OTHER);

    Lane and(Lane other) {
      return new Lane(
          key == other.key ? key : WireFormat.OTHER,
          value == other.value ? value : WireFormat.OTHER);
    }

    Lane keyOnly() {
      return new Lane(key, WireFormat.OTHER);
    }
  }

  Lanes(LogicalPlan plan, Subtopology subtopology, Serdes serdes) {
    for (PlanNode node : subtopology.nodes()) {
      boolean wrapped = node instanceof OperatorNode operator && operator.wrapping() != null;
      if (wrapped) {
        in.put(node.name(), Lane.NONE); // the user's code around it may change everything
      }
      Lane passed = wrapped ? Lane.NONE : pass(node, into(node.name()), serdes);
      out.put(node.name(), passed);
      for (String child : plan.children().getOrDefault(node.name(), java.util.List.of())) {
        in.merge(child, passed, Lane::and);
      }
    }
  }

  /** What comes into a node. */
  Lane into(String node) {
    return in.getOrDefault(node, Lane.NONE);
  }

  private static Lane pass(PlanNode node, Lane in, Serdes serdes) {
    if (node instanceof SourceNode source) {
      return new Lane(
          WireFormat.of(serdes.keyDeserializer(source)),
          WireFormat.of(serdes.valueDeserializer(source)));
    }
    if (node instanceof SinkNode) {
      return Lane.NONE;
    }
    return pass(((OperatorNode) node).spec(), in, serdes);
  }

  private static Lane pass(OperatorSpec spec, Lane in, Serdes serdes) {
    if (spec instanceof OperatorSpec.Filter
        || spec instanceof OperatorSpec.Peek
        || spec instanceof OperatorSpec.PassThrough
        || spec instanceof OperatorSpec.Branch
        || spec instanceof OperatorSpec.RepartitionFilter
        || spec instanceof OperatorSpec.Deduplicate
        || spec instanceof OperatorSpec.TimeToLive
        || spec instanceof OperatorSpec.TableToStream) {
      return in;
    }
    if (spec instanceof OperatorSpec.MapValues
        || spec instanceof OperatorSpec.FlatMapValues
        || spec instanceof OperatorSpec.StreamTableJoin
        || spec instanceof OperatorSpec.StreamJoin
        || spec instanceof OperatorSpec.StreamSelfJoin
        || spec instanceof OperatorSpec.GlobalTableJoin) {
      return in.keyOnly();
    }
    if (spec instanceof OperatorSpec.StreamTableGraceJoin join) {
      return in.and(stored(join.buffer(), serdes)).keyOnly();
    }
    if (spec instanceof OperatorSpec.KeepForJoin keep) {
      return new Lane(
          WireFormat.of(serdes.storeKeySerializer(keep.store())),
          WireFormat.of(serdes.storeValueSerializer(keep.store())));
    }
    if (spec instanceof OperatorSpec.ForeignKeyPart part) {
      return switch (part.role()) {
        case RECEIVE -> in;
        case RESOLVE -> in.keyOnly();
        case SUBSCRIBE, ANSWER, NOTIFY -> Lane.NONE;
      };
    }
    if (spec instanceof OperatorSpec.SelectKey) {
      return new Lane(WireFormat.OTHER, in.value());
    }
    if (spec instanceof OperatorSpec.StreamAggregate aggregate) {
      return stored(aggregate.store(), serdes);
    }
    if (spec instanceof OperatorSpec.StreamReduce reduce) {
      return stored(reduce.store(), serdes);
    }
    if (spec instanceof OperatorSpec.TableSource table) {
      return table.store() == null ? in : stored(table.store(), serdes);
    }
    if (spec instanceof OperatorSpec.TableFilter filter) {
      return filter.store() == null ? in : stored(filter.store(), serdes);
    }
    if (spec instanceof OperatorSpec.TableMapValues map) {
      return map.store() == null ? in.keyOnly() : stored(map.store(), serdes);
    }
    return table(spec, in, serdes);
  }

  private static Lane table(OperatorSpec spec, Lane in, Serdes serdes) {
    if (spec instanceof OperatorSpec.TableAggregate aggregate) {
      return stored(aggregate.store(), serdes);
    }
    if (spec instanceof OperatorSpec.TableReduce reduce) {
      return stored(reduce.store(), serdes);
    }
    if (spec instanceof OperatorSpec.TableJoinSide) {
      return in.keyOnly();
    }
    if (spec instanceof OperatorSpec.TableMerge merge) {
      return merge.store() == null ? in.keyOnly() : stored(merge.store(), serdes);
    }
    if (spec instanceof OperatorSpec.TableTransformValues transform) {
      return transform.store() == null ? in.keyOnly() : stored(transform.store(), serdes);
    }
    return Lane.NONE;
  }

  private static Lane stored(String store, Serdes serdes) {
    return new Lane(WireFormat.of(serdes.storeKeySerializer(store)), WireFormat.OTHER);
  }
}
