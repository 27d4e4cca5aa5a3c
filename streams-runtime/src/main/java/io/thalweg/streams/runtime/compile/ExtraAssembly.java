package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.extra.DeduplicateOperator;
import org.jspecify.annotations.Nullable;

/** Makes the operators that Kafka Streams has not. */
final class ExtraAssembly {
  private final GraphAssembly graph;

  ExtraAssembly(GraphAssembly graph) {
    this.graph = graph;
  }

  /** The operator, or null if it is none of this family. */
  @Nullable Operator operator(String name, OperatorSpec spec, Operator next) {
    if (spec instanceof OperatorSpec.Deduplicate s) {
      return new DeduplicateOperator(
          name, graph.context(), graph.rows(s.store()), s.id(), s.windowMs(), next);
    }
    return null;
  }
}
