package io.thalweg.streams.plan;

import java.util.List;

/** A step between sources and sinks: what it does, and the stores it is connected to by name. */
public record OperatorNode(String name, OperatorSpec spec, List<String> stores)
    implements PlanNode {
  public OperatorNode {
    stores = List.copyOf(stores);
  }
}
