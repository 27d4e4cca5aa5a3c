package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.join.GraceJoinOperator;
import io.thalweg.streams.runtime.operator.join.JoinSide;
import io.thalweg.streams.runtime.operator.join.KeepForJoinOperator;
import io.thalweg.streams.runtime.operator.join.OuterJoinOperator;
import io.thalweg.streams.runtime.operator.join.SelfJoinOperator;
import io.thalweg.streams.runtime.operator.join.StreamJoinOperator;
import io.thalweg.streams.runtime.operator.join.Unmatched;
import io.thalweg.streams.stores.TaskState;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Makes the operators of joins of streams with streams, and of those with tables that wait. */
final class JoinAssembly {
  /** Kafka Streams' own internal setting; its test driver sets it to 0. */
  private static final String INTERVAL =
      "__emit.interval.ms.kstreams.outer.join.spurious.results.fix__";

  private static final long DEFAULT_INTERVAL_MS = 1000;

  private final GraphAssembly.Materials materials;
  private final OperatorContext context;
  private final TaskState state;
  private final TableViews views;
  private final Map<String, Unmatched> unmatched = new HashMap<>();

  JoinAssembly(
      GraphAssembly.Materials materials,
      OperatorContext context,
      TaskState state,
      TableViews views) {
    this.materials = materials;
    this.context = context;
    this.state = state;
    this.views = views;
  }

  /** The operator; null if it is none of a join of streams. */
  @Nullable Operator operator(String name, OperatorSpec spec, Operator next) {
    if (spec instanceof OperatorSpec.KeepForJoin s) {
      return new KeepForJoinOperator(
          name,
          context,
          state.joinTable(s.store()),
          keyUse(name, s.store()),
          valueUse(name, s.store()),
          next);
    } else if (spec instanceof OperatorSpec.StreamJoin s) {
      return join(name, s, next);
    } else if (spec instanceof OperatorSpec.StreamSelfJoin s) {
      return new SelfJoinOperator(
          name,
          context,
          new JoinSide(true, s.span(), s.joiner()),
          state.joinTable(s.store()),
          keyUse(name, s.store()),
          next);
    } else if (spec instanceof OperatorSpec.StreamTableGraceJoin s) {
      return graceJoin(name, s, next);
    }
    return null;
  }

  private Operator graceJoin(String name, OperatorSpec.StreamTableGraceJoin spec, Operator next) {
    StoreSpec buffer = materials.serdes().store(spec.buffer());
    return new GraceJoinOperator(
        name,
        context,
        new GraceJoinOperator.Join(views.of(spec.tableNode()), spec.joiner(), spec.left(), next),
        new GraceJoinOperator.Waiting(
            state.graceBuffer(spec.buffer()),
            spec.graceMs(),
            materials.changelog(spec.buffer()),
            serde(buffer.keySerde()),
            serde(buffer.valueSerde())),
        new GraceJoinOperator.Raw(
            views.keyUse(name, spec.tableNode()),
            keyUse(name, spec.buffer()),
            valueUse(name, spec.buffer())));
  }

  private Operator join(String name, OperatorSpec.StreamJoin spec, Operator next) {
    JoinSide side = new JoinSide(spec.left(), spec.span(), spec.joiner());
    RawUse rawKey = keyUse(name, spec.otherStore());
    OperatorSpec.Unmatched outer = spec.unmatched();
    return outer == null
        ? new StreamJoinOperator(
            name, context, side, state.joinTable(spec.otherStore()), rawKey, next)
        : new OuterJoinOperator(
            new OuterJoinOperator.Place(name, context, next),
            side,
            state.joinTable(spec.otherStore()),
            unmatched.computeIfAbsent(outer.buffer(), any -> shared(outer)),
            rawKey,
            valueUse(name, spec.left() ? outer.leftStore() : outer.rightStore()));
  }

  private Unmatched shared(OperatorSpec.Unmatched outer) {
    LogicalPlan plan = materials.plan();
    Object interval = materials.config().originals().get(INTERVAL);
    boolean logged = Objects.requireNonNull(plan.stores().get(outer.buffer())).options().logging();
    return new Unmatched(
        state.outerJoinBuffer(outer.buffer()),
        new Unmatched.Formats(
            logged ? materials.changelog(outer.buffer()) : outer.buffer(),
            serde(materials.serdes().store(outer.leftStore()).keySerde()),
            serde(materials.serdes().store(outer.leftStore()).valueSerde()),
            serde(materials.serdes().store(outer.rightStore()).valueSerde())),
        outer.rights(),
        interval == null ? DEFAULT_INTERVAL_MS : Long.parseLong(interval.toString()));
  }

  @SuppressWarnings("unchecked") // the DSL has checked the types
  private static Serde<Object> serde(@Nullable Serde<?> resolved) {
    return (Serde<Object>) Objects.requireNonNull(resolved, "resolved without a serde");
  }

  private RawUse keyUse(String node, String store) {
    return materials.lanes().into(node).key().reuse(materials.serdes().storeKeySerializer(store));
  }

  private RawUse valueUse(String node, String store) {
    return materials
        .lanes()
        .into(node)
        .value()
        .reuse(materials.serdes().storeValueSerializer(store));
  }
}
