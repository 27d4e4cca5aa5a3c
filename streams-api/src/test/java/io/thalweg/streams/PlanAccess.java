package io.thalweg.streams;

import io.thalweg.streams.plan.LogicalPlan;
import java.util.HashMap;
import java.util.Map;

/** The plan of a topology, for tests. */
public final class PlanAccess {
  private PlanAccess() {}

  /** The plan under a configuration that sets nothing but what it must. */
  public static LogicalPlan plan(Topology topology) {
    return plan(topology, Map.of());
  }

  /** The plan under a configuration. */
  public static LogicalPlan plan(Topology topology, Map<String, ?> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    return topology.plan(new StreamsConfig(config));
  }
}
