package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.GlobalStore;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.runtime.global.GlobalBlueprint;
import io.thalweg.streams.runtime.global.GlobalErrors;
import io.thalweg.streams.runtime.operator.AnyKeyProcessorOperator;
import io.thalweg.streams.runtime.operator.Discard;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.SourceOperator;
import io.thalweg.streams.runtime.operator.foreign.GlobalTableOperator;
import io.thalweg.streams.runtime.task.TaskGraph;
import io.thalweg.streams.stores.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes what maintains the global stores of a plan. */
final class GlobalAssembly {
  private final LogicalPlan plan;
  private final StreamsConfig config;
  private final Serdes serdes;

  private GlobalAssembly(LogicalPlan plan, StreamsConfig config) {
    this.plan = plan;
    this.config = config;
    this.serdes = new Serdes(plan, config);
  }

  /** What an instance is to keep whole. Serdes are looked up when it is opened. */
  static GlobalBlueprint blueprint(LogicalPlan plan, StreamsConfig config) {
    GlobalAssembly assembly = new GlobalAssembly(plan, config);
    return new GlobalBlueprint(
        plan.globals().stream().map(GlobalAssembly::feed).toList(),
        () -> plan.globals().stream().map(g -> assembly.serdes.store(g.store())).toList(),
        assembly::link);
  }

  private static GlobalBlueprint.Feed feed(GlobalStore global) {
    boolean copied = global.processor().spec() instanceof OperatorSpec.GlobalTable;
    return new GlobalBlueprint.Feed(global.topic(), global.store(), global.source().name(), copied);
  }

  private TaskGraph link(OperatorContext context, TaskState state) {
    Map<String, SourceOperator> sources = new HashMap<>();
    List<Operator> operators = new ArrayList<>();
    for (GlobalStore global : plan.globals()) {
      Operator operator = operator(global, context, state);
      operators.add(operator);
      sources.put(global.topic(), source(global.source(), context, operator));
    }
    return new TaskGraph(sources::get, operators);
  }

  /** As with Kafka Streams, the record's own timestamp counts, whatever the source says. */
  private SourceOperator source(SourceNode node, OperatorContext context, Operator next) {
    return new SourceOperator(
        node.name(),
        context,
        new SourceOperator.Formats(
            serdes.keyDeserializer(node),
            serdes.valueDeserializer(node),
            null,
            (record, partitionTime) -> record.timestamp()),
        GlobalErrors.deserialization(config),
        next);
  }

  private Operator operator(GlobalStore global, OperatorContext context, TaskState state) {
    String name = global.processor().name();
    if (global.processor().spec() instanceof OperatorSpec.UserProcess s) {
      Set<String> stores =
          plan.globals().stream().map(GlobalStore::store).collect(Collectors.toSet());
      return new AnyKeyProcessorOperator(
          name, context, s.supplier(), stores, Map.of(), new Discard(name, context));
    }
    return new GlobalTableOperator(name, context, state.table(global.store()));
  }
}
