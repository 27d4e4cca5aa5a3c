package io.thalweg.streams;

import io.thalweg.streams.dsl.EngineConfig;
import io.thalweg.streams.dsl.PlanBuilder;
import io.thalweg.streams.plan.LogicalPlan;
import org.apache.kafka.common.config.AbstractConfig;

/** The nodes of an application and how they are connected. Not thread-safe while it is built. */
public class Topology {
  final PlanBuilder plan = new PlanBuilder();

  /** A topology without nodes. */
  public Topology() {}

  /** Describes the topology as it stands. Later additions do not change the description. */
  public TopologyDescription describe() {
    return plan.describe();
  }

  /** The plan to run under a configuration. */
  LogicalPlan plan(AbstractConfig config) {
    return plan.plan(EngineConfig.suppliers(config));
  }
}
