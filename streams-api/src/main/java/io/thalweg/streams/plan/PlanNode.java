package io.thalweg.streams.plan;

/**
 * One node of a {@link LogicalPlan}. Names are unique in a plan and are what {@code
 * Topology.describe()} prints.
 */
public sealed interface PlanNode permits SourceNode, OperatorNode, SinkNode {
  /** The node's name, explicit or generated from the plan-wide index. */
  String name();
}
